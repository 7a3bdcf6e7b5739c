package io.anabranch.sdk;

import java.time.Duration;

/**
 * How often something is tried, and how long is waited between attempts: twice as long each time,
 * or what the server asks for in {@code Retry-After}, but never longer than {@code longestWait}.
 *
 * <p>Repeated is what a server that was busy refused (429 and 503), and, for requests that may be
 * made twice without harm, what failed otherwise on the way. A stream that was read is never sent
 * again.
 *
 * @param attempts at least 1
 */
public record Retries(int attempts, Duration shortestWait, Duration longestWait) {

  public static final Retries DEFAULT =
      new Retries(4, Duration.ofMillis(200), Duration.ofSeconds(30));

  /** Everything is tried once. */
  public static final Retries NONE = new Retries(1, Duration.ofMillis(1), Duration.ofMillis(2));

  public Retries {
    if (attempts < 1 || !shortestWait.isPositive() || shortestWait.compareTo(longestWait) >= 0) {
      throw new IllegalArgumentException(
          "retries need at least one attempt, and a shortest wait below the longest: "
              + attempts
              + ", "
              + shortestWait
              + ", "
              + longestWait);
    }
  }
}
