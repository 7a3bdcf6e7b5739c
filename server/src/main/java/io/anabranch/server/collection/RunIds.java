package io.anabranch.server.collection;

import io.anabranch.server.stores.Xid;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Names runs of a collector, and the parts of their lists. Safe for use by many threads. */
@Singleton
final class RunIds {

  /** The beginning of the year 4000, from which runs count down: the latest is listed first. */
  private static final long FAR_FUTURE_SECONDS = 64_060_588_800L;

  private final InstantSource clock;
  private final Xid ids = new Xid(new SecureRandom());

  RunIds(InstantSource clock) {
    this.clock = clock;
  }

  String nextRun() {
    return ids.next(FAR_FUTURE_SECONDS - clock.instant().getEpochSecond());
  }

  String nextPart() {
    return ids.next(clock.instant().getEpochSecond());
  }
}
