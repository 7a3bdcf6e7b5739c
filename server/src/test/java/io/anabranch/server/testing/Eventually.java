package io.anabranch.server.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the server does by itself a little later. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Passes as soon as the assertion does; after a minute it fails as the assertion does. */
  public static void succeeds(Runnable assertion) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
