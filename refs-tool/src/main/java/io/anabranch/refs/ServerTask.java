package io.anabranch.refs;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A task that the server carries out: every one ends there, at the latest when its server dies. */
final class ServerTask {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private ServerTask() {}

  /** Asks, less and less often, until it is over; its last status. */
  static <T> T await(Supplier<T> status, Predicate<T> isOver) {
    Duration pause = FIRST_PAUSE;
    for (T latest = status.get(); ; latest = status.get()) {
      if (isOver.test(latest)) {
        return latest;
      }
      sleep(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefsException("interrupted; the server goes on", e);
    }
  }
}
