package io.anabranch.blockstore.layer.timeout;

import io.anabranch.blockstore.layer.LayerTime;
import java.io.IOException;
import java.time.Duration;

/**
 * How long a store has been silent in one call. The call's thread says when it hears of the store,
 * the caller's thread asks how much patience is left.
 */
final class Silence {

  private final String store;
  private final Duration limit;
  private final LayerTime time;
  private volatile long since;
  private volatile boolean suspended;
  private volatile boolean over;

  Silence(String store, Duration limit, LayerTime time) {
    this.store = store;
    this.limit = limit;
    this.time = time;
    this.since = time.nanoTime();
  }

  String store() {
    return store;
  }

  Duration limit() {
    return limit;
  }

  LayerTime time() {
    return time;
  }

  /** Nobody waits for the call any more. */
  void end() {
    over = true;
  }

  /**
   * The store waits for the caller from now on.
   *
   * @throws IOException when the caller has gone, and its content with it
   */
  void suspend() throws IOException {
    if (over) {
      throw new IOException("The call was given up");
    }
    suspended = true;
  }

  /** The caller waits for the store from now on. */
  void begin() {
    since = time.nanoTime();
    suspended = false;
  }

  /** Zero or less when the time is up. */
  Duration left() {
    return suspended ? limit : limit.minusNanos(time.nanoTime() - since);
  }
}
