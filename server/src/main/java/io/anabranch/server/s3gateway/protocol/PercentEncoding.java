package io.anabranch.server.s3gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Texts in URLs, as RFC 3986 has them. */
public final class PercentEncoding {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private PercentEncoding() {}

  /**
   * What a text stands for. Nothing is made of {@code .} and {@code ..}: they are names like others
   * here.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_REQUEST when it is no encoding
   *     of UTF-8
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(UTF_8);
    var bytes = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i]);
      } else if (i + 2 < encoded.length && isHex(encoded[i + 1]) && isHex(encoded[i + 2])) {
        bytes.write(
            HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        throw undecodable();
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException _) {
      throw undecodable();
    }
  }

  private static RuntimeException undecodable() {
    return S3Error.INVALID_REQUEST.exception(
        "The URL is not percent-encoded UTF-8: encode the key with two hexadecimal digits for each"
            + " byte");
  }

  private static boolean isHex(byte character) {
    return HexFormat.isHexDigit(character);
  }

  /**
   * A text so that it can be in a URL.
   *
   * @param slashes whether they stay as they are
   */
  public static String encode(String text, boolean slashes) {
    var encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(UTF_8)) {
      char character = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(character) >= 0 || (slashes && character == '/')) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }
}
