package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.layer.exchange.ExchangeableBlockstore;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreConnections;
import io.anabranch.server.stores.StoreEntry;
import io.anabranch.server.stores.StoreMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stores that are open. A store id keeps one {@link ExchangeableBlockstore} for as long as it
 * is in the map, so whoever holds a {@link Store} goes on with what the id means now.
 */
public final class ConnectedStores implements StoreConnections, AutoCloseable {

  private final boolean single;
  private final Function<StoreEntry, OpenedStore> opening;
  private final Map<String, ExchangeableBlockstore> handles = new HashMap<>();
  private volatile StoreMap map;

  /**
   * @param single whether there is one store without an id
   * @param opening gives a store with all its layers; fails with a BlockstoreException
   */
  ConnectedStores(boolean single, Function<StoreEntry, OpenedStore> opening) {
    this.single = single;
    this.opening = opening;
    this.map = StoreMap.EMPTY;
  }

  @Override
  public StoreMap map() {
    return map;
  }

  @Override
  public synchronized Prepared prepare(long version, List<StoreEntry> entries) {
    Opened opened = new Opened();
    entries.forEach(opened::add);
    opened.mapOf(version);
    return opened;
  }

  /** Closes every store. */
  @Override
  public synchronized void close() {
    handles.values().forEach(ExchangeableBlockstore::close);
    handles.clear();
  }

  /** A store that is to be put into a handle. */
  private record Exchange(ExchangeableBlockstore handle, Blockstore store) {

    void make() {
      handle.exchange(store);
    }
  }

  /** What is to come: handles that stay, and stores to put into them. */
  private final class Opened implements Prepared {

    private final List<Store> stores = new ArrayList<>();
    private final Map<String, ExchangeableBlockstore> next = new LinkedHashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<ExchangeableBlockstore> added = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private StoreMap nextMap = StoreMap.EMPTY;

    void add(StoreEntry entry) {
      String id = entry.id();
      ExchangeableBlockstore handle = handles.get(id);
      Optional<Store> inForce = map.find(id).filter(store -> store.entry().equals(entry));
      if (handle != null && inForce.isPresent()) {
        next.put(id, handle);
        stores.add(inForce.get());
        return;
      }
      OpenedStore opened = open(entry);
      if (handle == null) {
        handle = new ExchangeableBlockstore(opened.blockstore());
        added.add(handle);
      } else {
        exchanges.add(new Exchange(handle, opened.blockstore()));
      }
      next.put(id, handle);
      stores.add(new Store(entry, handle, opened.condition()));
    }

    /**
     * In the place of a store that must be open and is not stands one that fails as opening did.
     */
    private OpenedStore open(StoreEntry entry) {
      try {
        return opening.apply(entry);
      } catch (BlockstoreException e) {
        faults.add(
            (single ? "blockstore" : "store `" + entry.id() + "`")
                + ": cannot be opened: "
                + e.getMessage());
        return OpenedStore.absent(e);
      }
    }

    void mapOf(long version) {
      nextMap = StoreMap.of(version, single, stores);
    }

    @Override
    public StoreMap map() {
      return nextMap;
    }

    @Override
    public List<String> faults() {
      return List.copyOf(faults);
    }

    @Override
    public void connect() {
      if (!faults.isEmpty()) {
        throw new IllegalStateException("Not all stores are open: " + faults);
      }
      synchronized (ConnectedStores.this) {
        exchanges.forEach(Exchange::make);
        Map<String, ExchangeableBlockstore> gone = new HashMap<>(handles);
        gone.keySet().removeAll(next.keySet());
        handles.putAll(next);
        handles.keySet().removeAll(gone.keySet());
        map = nextMap;
        gone.values().forEach(ExchangeableBlockstore::close);
        exchanges.clear();
        added.clear();
      }
    }

    @Override
    public void close() {
      exchanges.forEach(exchange -> exchange.store().close());
      added.forEach(Blockstore::close);
    }
  }
}
