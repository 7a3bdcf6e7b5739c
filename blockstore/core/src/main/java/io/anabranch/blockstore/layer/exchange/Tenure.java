package io.anabranch.blockstore.layer.exchange;

import io.anabranch.blockstore.Blockstore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The time that a store is in use: it begins with one user, the layer itself, and the store is
 * closed by the last user that leaves. Safe for use by many threads.
 */
final class Tenure {

  private final Blockstore store;
  private final AtomicInteger users = new AtomicInteger(1);

  Tenure(Blockstore store) {
    this.store = store;
  }

  Blockstore store() {
    return store;
  }

  /** False when the last user has left already: the store is closed then, or about to be. */
  boolean enter() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
  }

  /** To be called once by each user. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      store.close();
    }
  }
}
