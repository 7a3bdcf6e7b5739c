package io.anabranch.server.stores;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes fresh addresses for objects, {@code data/<partition>/<name>} below a storage namespace. A
 * name sorts as its time; a partition sorts before older ones, so a listing shows new data first,
 * and is replaced after an hour or 50,000 addresses. Safe for use by many threads.
 */
final class AddressMint {

  static final String FOLDER = "data/";

  private static final int MOST_PER_PARTITION = 50_000;
  private static final Duration LONGEST_PARTITION = Duration.ofHours(1);

  /** The beginning of the year 4000, from which partitions count down. */
  private static final long FAR_FUTURE_SECONDS = 64_060_588_800L;

  private final Clock clock;
  private final Xid xid;

  private String partition = "";
  private Instant partitionEnd = Instant.MIN;
  private int left;

  AddressMint(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.xid = new Xid(random);
  }

  String next() {
    Instant now = clock.instant();
    return FOLDER + partition(now) + "/" + xid.next(now.getEpochSecond());
  }

  private synchronized String partition(Instant now) {
    if (left == 0 || !now.isBefore(partitionEnd)) {
      partition = xid.next(FAR_FUTURE_SECONDS - now.getEpochSecond());
      partitionEnd = now.plus(LONGEST_PARTITION);
      left = MOST_PER_PARTITION;
    }
    left--;
    return partition;
  }
}
