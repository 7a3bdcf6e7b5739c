package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a path of a ref holds: an object, or with a delimiter the common prefix of several.
 *
 * @param pathType {@code object} or {@code common_prefix}
 * @param physicalAddress a whole URI, or a link to read the object with
 * @param physicalAddressExpiry of a link, in seconds since 1970
 * @param checksum the entry's ETag: MD5 in hex for bytes that came through the server
 * @param mtime seconds since 1970
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ObjectStats(
    String path,
    String pathType,
    String physicalAddress,
    @Nullable Long physicalAddressExpiry,
    String checksum,
    @Nullable Long sizeBytes,
    long mtime,
    @Nullable Map<String, String> metadata,
    @Nullable String contentType) {

  /** The same without the user's metadata. */
  public ObjectStats withoutMetadata() {
    return new ObjectStats(
        path,
        pathType,
        physicalAddress,
        physicalAddressExpiry,
        checksum,
        sizeBytes,
        mtime,
        null,
        contentType);
  }

  /** The same with a link instead of an address. */
  public ObjectStats at(String url, long expiry) {
    return new ObjectStats(
        path, pathType, url, expiry, checksum, sizeBytes, mtime, metadata, contentType);
  }

  public static ObjectStats commonPrefix(String prefix) {
    return new ObjectStats(prefix, "common_prefix", "", null, "", null, 0, null, null);
  }
}
