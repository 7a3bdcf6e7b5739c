package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.health.StoreCondition;
import java.util.function.Supplier;

/**
 * A store with all its layers, and what they know of how it fares.
 *
 * @param condition asked for at any time; costs no call to the store
 */
record OpenedStore(Blockstore blockstore, Supplier<StoreCondition> condition) {

  /** A store that could not be opened: every call fails so. */
  static OpenedStore absent(BlockstoreException reason) {
    return new OpenedStore(
        new DeferredBlockstore(
            () -> {
              throw reason;
            }),
        () -> {
          throw reason;
        });
  }
}
