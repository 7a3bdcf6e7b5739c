package io.anabranch.server.stores.lifecycle;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreEntry;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.stores.Stores;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each attached store until it answers for the first time, so that one that is away is shown
 * as such before anybody needs it. After that its health is judged by its use, as that of others.
 */
public final class FirstContacts implements Consumer<StoreMap>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FirstContacts.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Stores stores;
  private final Set<StoreEntry> seen = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  public FirstContacts(Stores stores) {
    this.stores = stores;
  }

  /** Begins to ask those that are new in a map. */
  @Override
  public void accept(StoreMap map) {
    var attached = map.stores().stream().filter(store -> store.entry().isAttached()).toList();
    seen.retainAll(attached.stream().map(Store::entry).toList());
    attached.stream()
        .filter(store -> seen.add(store.entry()))
        .forEach(store -> Thread.ofVirtual().name("contact").start(() -> contact(store)));
  }

  private void contact(Store store) {
    try {
      while (isInForce(store) && !answers(store)) {
        if (closed.await(PAUSE.toMillis(), MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("store {} could not be asked whether it answers", store.name(), e);
    }
  }

  private boolean isInForce(Store store) {
    return stores
        .map()
        .find(store.id())
        .filter(found -> found.entry().equals(store.entry()))
        .isPresent();
  }

  private static boolean answers(Store store) {
    try {
      boolean listable = store.blockstore().capabilities().listable();
      store
          .offeredContainer()
          .filter(_ -> listable)
          .ifPresent(
              container -> store.blockstore().list(ListRequest.of(container, "").withLimit(1)));
      return true;
    } catch (BlockstoreException e) {
      log.debug("store {} does not answer yet: {}", store.name(), e.getMessage());
      return false;
    }
  }

  /** Asks no more; calls under way end by themselves. */
  @Override
  public void close() {
    closed.countDown();
  }
}
