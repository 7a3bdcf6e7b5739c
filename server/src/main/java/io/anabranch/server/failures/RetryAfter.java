package io.anabranch.server.failures;

import java.time.Duration;

/** The header of that name. */
public final class RetryAfter {

  private RetryAfter() {}

  /** In whole seconds, at least one. */
  public static String text(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
