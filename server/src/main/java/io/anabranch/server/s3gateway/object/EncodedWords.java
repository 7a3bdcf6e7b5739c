package io.anabranch.server.s3gateway.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in headers that hold more than ASCII: the encoded words of RFC 2047. */
final class EncodedWords {

  private static final Pattern WORD = Pattern.compile("=\\?([\\w-]+)\\?([bBqQ])\\?([^? ]*)\\?=");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\?=)[ \\t]+(?==\\?)");

  private EncodedWords() {}

  /**
   * What a header means. Bytes beyond ASCII that are UTF-8 are taken as that.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_HEADER_VALUE
   */
  static String decode(String header) {
    if (!header.contains("=?")) {
      return ofBytes(header);
    }
    Matcher word = WORD.matcher(BETWEEN_WORDS.matcher(header).replaceAll(""));
    var decoded = new StringBuilder();
    while (word.find()) {
      word.appendReplacement(decoded, Matcher.quoteReplacement(decode(word)));
    }
    return word.appendTail(decoded).toString();
  }

  private static String decode(Matcher word) {
    byte[] bytes =
        word.group(2).equalsIgnoreCase("b")
            ? ofBase64(word.group(3))
            : ofQuoted(word.group(3)).orElseThrow(EncodedWords::undecodable);
    return text(bytes, word.group(1));
  }

  private static byte[] ofBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw undecodable();
    }
  }

  private static Optional<byte[]> ofQuoted(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character != '=') {
        bytes.write(character == '_' ? ' ' : character);
      } else if (i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static String text(byte[] bytes, String charset) {
    try {
      return Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException | IllegalArgumentException _) {
      throw undecodable();
    }
  }

  private static RuntimeException undecodable() {
    return S3Error.INVALID_HEADER_VALUE.exception();
  }

  private static String ofBytes(String header) {
    if (isAscii(header)) {
      return header;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException _) {
      return header;
    }
  }

  /** How a text goes out: as it is when it is printable ASCII, else as one word of type Q. */
  static String encode(String text) {
    if (isPrintable(text) && !text.contains("=?")) {
      return text;
    }
    var word = new StringBuilder("=?utf-8?q?");
    for (byte octet : text.getBytes(UTF_8)) {
      char character = (char) (octet & 0xff);
      if (character == ' ') {
        word.append('_');
      } else if (character > ' ' && character < 0x7f && "=?_".indexOf(character) < 0) {
        word.append(character);
      } else {
        word.append('=').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return word.append("?=").toString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
  }
}
