package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.ConfigurationFault;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.LoadedConfiguration;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoresSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Reads the configuration again and takes the stores from it, on this server. Everything else of it
 * waits for a restart. Safe for use by many threads.
 */
public final class StoreReload {

  private final ServerConfiguration started;
  private final ConfigurationSource source;
  private final CurrentStores current;

  /**
   * @param started what the server was started with
   */
  public StoreReload(
      ServerConfiguration started, ConfigurationSource source, CurrentStores current) {
    this.started = started;
    this.source = source;
    this.current = current;
  }

  /**
   * What a reload came to, or would come to.
   *
   * @param faults everything that forbids it; then nothing has changed
   * @param version of the map; the one in force when nothing has changed
   * @param restartNeeded whether the configuration differs in more than stores
   */
  public record Outcome(
      List<String> faults,
      List<String> warnings,
      long version,
      List<String> added,
      List<String> changed,
      List<String> removed,
      boolean restartNeeded) {}

  /**
   * @param dryRun only finds out what it would come to
   */
  public Outcome reload(boolean dryRun) {
    try {
      return reload(source.load(), dryRun);
    } catch (ConfigurationFaults e) {
      return refused(e.faults().stream().map(ConfigurationFault::toString).toList());
    }
  }

  private Outcome reload(LoadedConfiguration loaded, boolean dryRun) {
    StoresSettings before = current.settings();
    StoresSettings after = loaded.configuration().stores();
    if (before.single() != after.single()) {
      return refused(
          List.of("blockstore and blockstores are exchanged for each other by a restart only"));
    }
    var result = current.reconfigure(after, dryRun);
    if (!result.faults().isEmpty()) {
      return refused(result.faults());
    }
    Map<String, StoreDefinition> old = byId(before);
    Map<String, StoreDefinition> fresh = byId(after);
    var added = new TreeSet<>(fresh.keySet());
    added.removeAll(old.keySet());
    var removed = new TreeSet<>(old.keySet());
    removed.removeAll(fresh.keySet());
    var changed = new TreeSet<>(fresh.keySet());
    changed.removeIf(id -> !old.containsKey(id) || Objects.equals(fresh.get(id), old.get(id)));
    return new Outcome(
        List.of(),
        loaded.warnings(),
        dryRun ? current.map().version() : result.map().version(),
        List.copyOf(added),
        List.copyOf(changed),
        List.copyOf(removed),
        needsRestart(loaded.configuration()));
  }

  private Outcome refused(List<String> faults) {
    return new Outcome(
        faults, List.of(), current.map().version(), List.of(), List.of(), List.of(), false);
  }

  private static Map<String, StoreDefinition> byId(StoresSettings settings) {
    Map<String, StoreDefinition> byId = new HashMap<>();
    settings.stores().forEach(store -> byId.put(store.id(), store));
    return byId;
  }

  private boolean needsRestart(ServerConfiguration loaded) {
    return !loaded.stores().signing().equals(started.stores().signing())
        || !loaded.withStores(started.stores()).equals(started);
  }
}
