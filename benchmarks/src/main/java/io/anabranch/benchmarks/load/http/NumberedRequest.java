package io.anabranch.benchmarks.load.http;

import java.nio.ByteBuffer;

/** A request that is the same each time but for a number. Not for several threads at once. */
@FunctionalInterface
public interface NumberedRequest {

  /** The request with its number filled in; the buffer is the same for every call. */
  ByteBuffer with(long number);
}
