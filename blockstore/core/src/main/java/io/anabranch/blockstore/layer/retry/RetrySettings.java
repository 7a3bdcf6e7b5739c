package io.anabranch.blockstore.layer.retry;

import java.time.Duration;

/**
 * How a failed call is repeated.
 *
 * @param store the storage id, for messages
 * @param attempts at most, the first one included
 * @param firstWait before the second attempt; each further wait is twice as long, and each is up to
 *     a half longer or shorter by chance, so that callers who failed together do not come back
 *     together
 * @param longestWait for one attempt, before chance. A store that asks for a wait gets it, and the
 *     own one on top, so that those whom it told the same do not come back together either. One
 *     that asks for more than this is taken at its word: the call fails.
 */
public record RetrySettings(String store, int attempts, Duration firstWait, Duration longestWait) {

  public RetrySettings {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be positive: " + attempts);
    }
  }
}
