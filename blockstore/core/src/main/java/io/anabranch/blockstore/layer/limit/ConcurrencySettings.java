package io.anabranch.blockstore.layer.limit;

import java.time.Duration;

/**
 * How much is asked of a store at once.
 *
 * @param store the storage id, for messages
 * @param calls at most, at a time
 * @param openObjects at most, at a time. They are counted apart from calls: whoever reads slowly
 *     must not keep others from writing, and whoever reads while writing must not wait for itself.
 * @param longestWait for a turn, before the call fails as BUSY
 */
public record ConcurrencySettings(String store, int calls, int openObjects, Duration longestWait) {

  public ConcurrencySettings {
    if (calls < 1 || openObjects < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
