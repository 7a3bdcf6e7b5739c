package io.anabranch.server.s3gateway.signature;

import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A body whose hash is signed.
 *
 * @param sha256 64 digits of hex
 */
record HashedPayload(String sha256) implements Payload {

  @Override
  public OptionalLong length(OptionalLong contentLength) {
    return contentLength;
  }

  @Override
  public InputStream open(InputStream raw, OptionalLong contentLength) {
    return new HashedStream(raw, contentLength, sha256);
  }

  @Override
  public Map<String, String> trailers() {
    return Map.of();
  }
}
