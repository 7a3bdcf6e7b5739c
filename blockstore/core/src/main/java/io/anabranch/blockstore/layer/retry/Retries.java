package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.layer.Interruptions;
import io.anabranch.blockstore.layer.LayerTime;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Repeats calls: the loop, and how long it waits. */
final class Retries {

  private static final double DOUBLING = 2;
  private static final double BY_CHANCE = 0.5;

  private final RetrySettings settings;
  private final LayerTime time;
  private final IntervalFunction waits;

  Retries(RetrySettings settings, LayerTime time) {
    this.settings = settings;
    this.time = time;
    this.waits =
        IntervalFunction.ofExponentialBackoff(
            settings.firstWait(), DOUBLING, settings.longestWait());
  }

  /** Repeats a call that can always be made again. */
  <T> T call(Supplier<T> attempt) {
    return call(attempt, () -> true);
  }

  /**
   * @param repeatable asked after a failure that repeating may cure
   */
  <T> T call(Supplier<T> attempt, BooleanSupplier repeatable) {
    int number = 1;
    while (true) {
      try {
        return attempt.get();
      } catch (BlockstoreException e) {
        if (!e.retryable() || !repeatable.getAsBoolean()) {
          throw e;
        }
        pauseAfter(number, e);
        number++;
      }
    }
  }

  /**
   * Waits before the next attempt.
   *
   * @throws BlockstoreException the failure, when there must be no further attempt
   */
  void pauseAfter(int number, BlockstoreException failure) {
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    if (number >= settings.attempts()
        || asked.compareTo(settings.longestWait()) > 0
        || Thread.currentThread().isInterrupted()) {
      throw failure.withRetriesSpent(number);
    }
    try {
      time.pause(asked.plus(byChance(waits.apply(number))));
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(settings.store(), e);
    }
  }

  /** Also of the longest wait, or those who all wait that long would come back together. */
  private static Duration byChance(long millis) {
    return Duration.ofMillis(IntervalFunction.ofRandomized(millis, BY_CHANCE).apply(1));
  }
}
