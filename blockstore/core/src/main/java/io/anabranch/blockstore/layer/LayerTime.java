package io.anabranch.blockstore.layer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as layers measure and spend it, handed in so that no test has to wait for it. */
public interface LayerTime {

  /** The machine's own. */
  LayerTime SYSTEM =
      new LayerTime() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }

        @Override
        public boolean await(CountDownLatch event, Duration longest) throws InterruptedException {
          return event.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        }
      };

  /** In nanoseconds, from an arbitrary origin. */
  long nanoTime();

  /** Lets the time pass. */
  void pause(Duration duration) throws InterruptedException;

  /**
   * Waits for an event.
   *
   * @return false when the time passed without it
   */
  boolean await(CountDownLatch event, Duration longest) throws InterruptedException;
}
