package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.HeaderText;
import io.anabranch.blockstore.ObjectAttributes;
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

  private S3Attributes() {}

  static String contentType(ObjectAttributes attributes) {
    // Named by us, as the SDK would name another.
    return attributes.contentType().orElse(NO_TYPE);
  }

  static Map<String, String> metadata(ObjectAttributes attributes) {
    Map<String, String> headers = new TreeMap<>();
    attributes.metadata().forEach((name, value) -> headers.put(name, HeaderText.encoded(value)));
    return headers;
  }

  static ObjectAttributes of(@Nullable String contentType, Map<String, String> headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (ObjectAttributes.isName(name)) {
            metadata.put(name, HeaderText.decoded(value));
          }
        });
    return new ObjectAttributes(
        Optional.ofNullable(contentType).filter(type -> !type.equals(NO_TYPE)), metadata);
  }
}
