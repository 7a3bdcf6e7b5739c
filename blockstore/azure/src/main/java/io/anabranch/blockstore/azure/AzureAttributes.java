package io.anabranch.blockstore.azure;

import com.azure.storage.blob.models.BlobHttpHeaders;
import io.anabranch.blockstore.HeaderText;
import io.anabranch.blockstore.ObjectAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes as headers. Names that others wrote and that are none of the port's are not told. */
final class AzureAttributes {

  /** Sent for objects whose writer named no type: the service would name a usual one. */
  private static final String NO_TYPE = "binary/octet-stream";

  private AzureAttributes() {}

  static BlobHttpHeaders headers(ObjectAttributes attributes) {
    return new BlobHttpHeaders().setContentType(attributes.contentType().orElse(NO_TYPE));
  }

  static Map<String, String> metadata(ObjectAttributes attributes) {
    Map<String, String> headers = new TreeMap<>();
    attributes.metadata().forEach((name, value) -> headers.put(name, HeaderText.encoded(value)));
    return headers;
  }

  static ObjectAttributes of(@Nullable String contentType, @Nullable Map<String, String> headers) {
    Map<String, String> metadata = new TreeMap<>();
    if (headers != null) {
      headers.forEach(
          (header, value) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (ObjectAttributes.isName(name)) {
              metadata.put(name, HeaderText.decoded(value));
            }
          });
    }
    return new ObjectAttributes(
        Optional.ofNullable(contentType).filter(type -> !type.equals(NO_TYPE)), metadata);
  }
}
