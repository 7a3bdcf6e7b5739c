package io.anabranch.sdk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an upload says about its object.
 *
 * @param contentType the media type; the server decides when there is none
 * @param metadata free-form strings that travel with the object
 * @param onlyIfAbsent fail with {@link PreconditionFailedException} if the path is taken
 */
public record UploadOptions(
    Optional<String> contentType, Map<String, String> metadata, boolean onlyIfAbsent) {

  public static final UploadOptions NONE = new UploadOptions(Optional.empty(), Map.of(), false);

  private static final String METADATA = "x-lakefs-meta-";

  /** What clients themselves keep with an object; its colons cannot stand in a header's name. */
  private static final String OF_CLIENTS = "::lakefs::";

  private static final String OF_CLIENTS_HEADER = "x-lakefs-internal-";
  static final String BYTES = "application/octet-stream";

  public UploadOptions {
    metadata = Map.copyOf(metadata);
  }

  public UploadOptions withContentType(String type) {
    return new UploadOptions(Optional.of(type), metadata, onlyIfAbsent);
  }

  public UploadOptions withMetadata(Map<String, String> more) {
    return new UploadOptions(contentType, more, onlyIfAbsent);
  }

  public UploadOptions ifAbsent() {
    return new UploadOptions(contentType, metadata, true);
  }

  private static String header(String key) {
    return key.startsWith(OF_CLIENTS)
        ? OF_CLIENTS_HEADER + key.substring(OF_CLIENTS.length())
        : METADATA + key;
  }

  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", contentType.orElse(BYTES));
    metadata.forEach((key, value) -> headers.put(header(key), value));
    if (onlyIfAbsent) {
      headers.put("If-None-Match", "*");
    }
    return headers;
  }
}
