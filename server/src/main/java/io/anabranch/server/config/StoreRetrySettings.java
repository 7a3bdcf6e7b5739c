package io.anabranch.server.config;

import java.time.Duration;

/**
 * How calls to a store at the other end of a network are repeated.
 *
 * @param attempts the first one included
 * @param firstWait before the second attempt; it doubles from there
 * @param longestWait also the longest that a store may ask for
 */
public record StoreRetrySettings(int attempts, Duration firstWait, Duration longestWait) {

  /** Eight attempts go on for 6 to 19 s: a store that asks all for rest for 5 s is outlasted. */
  static final StoreRetrySettings DEFAULT =
      new StoreRetrySettings(8, Duration.ofMillis(100), Duration.ofSeconds(10));

  /**
   * @param attempts in force when none are given here
   */
  static StoreRetrySettings read(Section retry, int attempts) {
    // Documented is what holds for most stores.
    int given =
        retry.value(
            "attempts",
            Kinds.count(1, 100),
            DEFAULT.attempts,
            "How often a call that fails for a moment is made, at most. Without it, an S3 store"
                + " takes s3.max_retries and one more.");
    return new StoreRetrySettings(
        retry.has("attempts") ? given : attempts,
        retry.value(
            "first_wait",
            Kinds.durationFrom(Duration.ofMillis(1)),
            DEFAULT.firstWait,
            "How long to wait before the second attempt. Each further wait is twice as long, and"
                + " up to a half longer or shorter by chance."),
        retry.value(
            "longest_wait",
            Kinds.durationFrom(Duration.ofMillis(1)),
            DEFAULT.longestWait,
            "How long to wait at most, before chance. When a store asks for more, the request fails"
                + " and says in Retry-After what the store asked for."));
  }
}
