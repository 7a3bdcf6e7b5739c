package io.anabranch.server.s3gateway.signature;

import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** A body that the signature says nothing of. */
record PlainPayload() implements Payload {

  @Override
  public OptionalLong length(OptionalLong contentLength) {
    return contentLength;
  }

  @Override
  public InputStream open(InputStream raw, OptionalLong contentLength) {
    return raw;
  }

  @Override
  public Map<String, String> trailers() {
    return Map.of();
  }
}
