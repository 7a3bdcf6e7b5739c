package io.anabranch.blockstore.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.storage.blob.models.BlobHttpHeaders;
import io.anabranch.blockstore.ObjectAttributes;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as headers, whose values are ASCII: what is not goes percent-encoded, and so do spaces
 * where a proxy might drop them. What others wrote is decoded likewise, and left alone where it
 * does not decode; their names that are none of the port's are not told.
 */
final class AzureAttributes {

  /** Sent for objects whose writer named no type: the service would name a usual one. */
  private static final String NO_TYPE = "binary/octet-stream";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private AzureAttributes() {}

  static BlobHttpHeaders headers(ObjectAttributes attributes) {
    return new BlobHttpHeaders().setContentType(attributes.contentType().orElse(NO_TYPE));
  }

  static Map<String, String> metadata(ObjectAttributes attributes) {
    Map<String, String> headers = new TreeMap<>();
    attributes.metadata().forEach((name, value) -> headers.put(name, encoded(value)));
    return headers;
  }

  static ObjectAttributes of(@Nullable String contentType, @Nullable Map<String, String> headers) {
    Map<String, String> metadata = new TreeMap<>();
    if (headers != null) {
      headers.forEach(
          (header, value) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (NAME.matcher(name).matches()) {
              metadata.put(name, decoded(value));
            }
          });
    }
    return new ObjectAttributes(
        Optional.ofNullable(contentType).filter(type -> !type.equals(NO_TYPE)), metadata);
  }

  static String encoded(String value) {
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

  static String decoded(String value) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(value.length());
    byte[] bytes = value.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%'
          && i + 2 < bytes.length
          && HexFormat.isHexDigit(bytes[i + 1])
          && HexFormat.isHexDigit(bytes[i + 2])) {
        decoded.write(HexFormat.fromHexDigits(new String(bytes, i + 1, 2, UTF_8)));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(UTF_8);
  }
}
