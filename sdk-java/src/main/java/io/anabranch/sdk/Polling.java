package io.anabranch.sdk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How a task of the server is followed: by asking for its status until it is over. Every task ends
 * on the server, at the latest some seconds after the server that ran it died.
 *
 * @param first pause between two questions; each pause is twice as long as the one before
 * @param longest pause
 * @param timeout for the whole; what the server does goes on after it
 */
public record Polling(Duration first, Duration longest, Duration timeout) {

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  /** Less and less often, as long as it takes: for tasks that may take a moment or an hour. */
  public static final Polling PATIENT =
      new Polling(Duration.ofMillis(20), Duration.ofSeconds(2), FOR_EVER);

  /** Steadily, as long as it takes. */
  public static Polling every(Duration pause) {
    return new Polling(pause, pause, FOR_EVER);
  }

  public Polling withTimeout(Duration timeout) {
    return new Polling(first, longest, timeout);
  }

  /**
   * Asks at least once.
   *
   * @return the first status that is over
   * @throws TimeoutException when none is in time
   */
  public <T> T until(Predicate<? super T> isOver, Supplier<? extends T> status)
      throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    Duration pause = first;
    T latest = status.get();
    while (!isOver.test(latest)) {
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new TimeoutException("the task is not over yet; the server goes on with it");
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
      latest = status.get();
    }
    return latest;
  }
}
