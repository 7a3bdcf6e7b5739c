package io.anabranch.server.s3gateway.multipart;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids of uploads: hex, not to be guessed, and in the order of their times. Safe for use by
 * many threads if the generator is.
 */
public final class UploadIds {

  private static final int RANDOM_BYTES = 16;

  /** Milliseconds need no more for the next 8,000 years. */
  private static final int TIME_BYTES = 6;

  private final InstantSource clock;
  private final RandomGenerator random;

  public UploadIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  String next() {
    byte[] unpredictable = new byte[RANDOM_BYTES];
    random.nextBytes(unpredictable);
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(clock.millis()).array();
    return HexFormat.of().formatHex(time, Long.BYTES - TIME_BYTES, Long.BYTES)
        + HexFormat.of().formatHex(unpredictable);
  }
}
