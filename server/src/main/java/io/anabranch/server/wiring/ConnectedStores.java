package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.layer.exchange.ExchangeableBlockstore;
import io.anabranch.server.config.ConfigurationFault;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoresSettings;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreConnections;
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
  private final Function<StoreDefinition, OpenedStore> opening;
  private final Map<String, ExchangeableBlockstore> handles = new HashMap<>();
  private volatile StoreMap map;

  private ConnectedStores(boolean single, Function<StoreDefinition, OpenedStore> opening) {
    this.single = single;
    this.opening = opening;
    this.map = StoreMap.EMPTY;
  }

  /**
   * Opens the stores of a configuration.
   *
   * @param opening gives a store with all its layers; fails with a BlockstoreException
   * @throws ConfigurationFaults as {@link #prepare}
   */
  static ConnectedStores open(
      StoresSettings settings, Function<StoreDefinition, OpenedStore> opening)
      throws ConfigurationFaults {
    ConnectedStores stores = new ConnectedStores(settings.single(), opening);
    try (Prepared prepared = stores.prepare(1, settings.stores())) {
      prepared.connect();
    }
    return stores;
  }

  @Override
  public StoreMap map() {
    return map;
  }

  @Override
  public synchronized Prepared prepare(long version, List<StoreDefinition> definitions)
      throws ConfigurationFaults {
    Opened opened = new Opened();
    List<ConfigurationFault> faults = new ArrayList<>();
    for (StoreDefinition definition : definitions) {
      try {
        opened.add(definition);
      } catch (BlockstoreException e) {
        faults.add(fault(definition, e));
      }
    }
    if (!faults.isEmpty()) {
      opened.close();
      throw new ConfigurationFaults(faults);
    }
    opened.mapOf(version);
    return opened;
  }

  private ConfigurationFault fault(StoreDefinition definition, BlockstoreException e) {
    return new ConfigurationFault(
        single ? "blockstore" : "store `" + definition.id() + "`",
        "",
        "cannot be opened: " + e.getMessage());
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
    private StoreMap nextMap = StoreMap.EMPTY;

    void add(StoreDefinition definition) {
      String id = definition.id();
      ExchangeableBlockstore handle = handles.get(id);
      Optional<Store> inForce = map.find(id).filter(store -> store.definition().equals(definition));
      if (handle != null && inForce.isPresent()) {
        next.put(id, handle);
        stores.add(inForce.get());
        return;
      }
      OpenedStore opened = opening.apply(definition);
      if (handle == null) {
        handle = new ExchangeableBlockstore(opened.blockstore());
        added.add(handle);
      } else {
        exchanges.add(new Exchange(handle, opened.blockstore()));
      }
      next.put(id, handle);
      stores.add(new Store(definition, handle, opened.condition()));
    }

    void mapOf(long version) {
      nextMap = StoreMap.of(version, single, stores);
    }

    @Override
    public StoreMap map() {
      return nextMap;
    }

    @Override
    public void connect() {
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
