package io.anabranch.blockstore.azure;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names blocks so that those which came later sort later. Safe for use by many threads. */
final class BlockNames {

  private final AtomicLong last = new AtomicLong();
  private final Clock clock;

  BlockNames(Clock clock) {
    this.clock = clock;
  }

  BlockName next(String uploadId, int number, boolean empty) {
    long time = last.updateAndGet(before -> Math.max(before + 1, clock.millis()));
    return new BlockName(
        uploadId,
        number,
        (empty ? "e" : "b") + "%012x%08x".formatted(time, ThreadLocalRandom.current().nextInt()));
  }
}
