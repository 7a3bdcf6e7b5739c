package io.anabranch.blockstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.ObjectAttributes;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as headers. Values go percent-encoded where they are not printable ASCII, because
 * stores that verify signatures take other bytes for a forgery, and spaces where a proxy might drop
 * them. What others wrote is decoded likewise, and left alone where it does not decode; their names
 * that are none of the port's are not told.
 */
final class S3Attributes {

  /** What Amazon says of an object whose writer named no type. */
  private static final String NO_TYPE = "binary/octet-stream";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private S3Attributes() {}

  static String contentType(ObjectAttributes attributes) {
    // Named by us, as the SDK would name another.
    return attributes.contentType().orElse(NO_TYPE);
  }

  static Map<String, String> metadata(ObjectAttributes attributes) {
    Map<String, String> headers = new TreeMap<>();
    attributes.metadata().forEach((name, value) -> headers.put(name, encoded(value)));
    return headers;
  }

  static ObjectAttributes of(@Nullable String contentType, Map<String, String> headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (ObjectAttributes.isName(name)) {
            metadata.put(name, decoded(value));
          }
        });
    return new ObjectAttributes(
        Optional.ofNullable(contentType).filter(type -> !type.equals(NO_TYPE)), metadata);
  }

  private static String encoded(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    byte[] bytes = value.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean plain =
          bytes[i] == ' '
              ? i > 0 && i < bytes.length - 1 && bytes[i - 1] != ' '
              : bytes[i] > ' ' && bytes[i] <= '~' && bytes[i] != '%';
      if (plain) {
        encoded.append((char) bytes[i]);
      } else {
        encoded.append('%').append(HEX.toHexDigits(bytes[i]));
      }
    }
    return encoded.toString();
  }

  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(value.length());
    byte[] bytes = value.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%'
          && i + 2 < bytes.length
          && HexFormat.isHexDigit(bytes[i + 1])
          && HexFormat.isHexDigit(bytes[i + 2])) {
        decoded.write(HexFormat.fromHexDigits(value(bytes, i)));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(UTF_8);
  }

  private static String value(byte[] bytes, int percent) {
    return new String(bytes, percent + 1, 2, UTF_8);
  }
}
