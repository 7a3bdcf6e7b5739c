package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.spi.BlockstoreProvider;
import io.anabranch.blockstore.spi.ProviderSettings;
import io.anabranch.server.config.PluginStoreSettings;
import io.anabranch.server.config.StoreDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The providers of stores on the class path. */
final class Plugins {

  private Plugins() {}

  /**
   * Opens a store by the one plugin of its name.
   *
   * @throws BlockstoreException when there is none, or it cannot open the store
   */
  static Blockstore open(
      StoreDefinition store, PluginStoreSettings plugin, int connections, Clock clock) {
    Map<String, String> options =
        plugin.options().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, option -> option.getValue().reveal()));
    try {
      return provider(plugin.provider())
          .open(new ProviderSettings(store.id(), options, connections, clock));
    } catch (IllegalArgumentException e) {
      throw unusable("Plugin `" + plugin.provider() + "` refused its options: " + e.getMessage());
    } catch (ServiceConfigurationError e) {
      throw unusable("A plugin cannot be loaded: " + e.getMessage());
    }
  }

  private static BlockstoreProvider provider(String name) {
    List<BlockstoreProvider> all =
        ServiceLoader.load(BlockstoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<BlockstoreProvider> named =
        all.stream().filter(provider -> provider.name().equals(name)).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw unusable(
        "There "
            + (named.isEmpty() ? "is no plugin" : "are " + named.size() + " plugins")
            + " `"
            + name
            + "` among ["
            + all.stream().map(BlockstoreProvider::name).sorted().collect(Collectors.joining(", "))
            + "]; put one jar with it into the folder plugins");
  }

  private static BlockstoreException unusable(String why) {
    return new BlockstoreException(Kind.UNAVAILABLE, false, why, null);
  }
}
