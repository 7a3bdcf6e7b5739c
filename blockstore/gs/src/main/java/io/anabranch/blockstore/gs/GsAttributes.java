package io.anabranch.blockstore.gs;

import io.anabranch.blockstore.HeaderText;
import io.anabranch.blockstore.ObjectAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as the store keeps them. Values go percent-encoded where they are not printable ASCII,
 * because they come back as headers. What others wrote is decoded likewise, and left alone where it
 * does not decode; their names that are none of the port's are not told.
 */
final class GsAttributes {

  /** What the store says of an object whose writer named no type. */
  private static final String NO_TYPE = "application/octet-stream";

  private GsAttributes() {}

  static String contentType(ObjectAttributes attributes) {
    return attributes.contentType().orElse(NO_TYPE);
  }

  static Map<String, String> metadata(ObjectAttributes attributes) {
    Map<String, String> metadata = new TreeMap<>();
    attributes.metadata().forEach((name, value) -> metadata.put(name, HeaderText.encoded(value)));
    return metadata;
  }

  static ObjectAttributes of(@Nullable String contentType, @Nullable Map<String, String> kept) {
    Map<String, String> metadata = new TreeMap<>();
    if (kept != null) {
      kept.forEach(
          (name, value) -> {
            if (ObjectAttributes.isName(name)) {
              metadata.put(name, HeaderText.decoded(value));
            }
          });
    }
    return new ObjectAttributes(
        Optional.ofNullable(contentType).filter(type -> !type.equals(NO_TYPE)), metadata);
  }
}
