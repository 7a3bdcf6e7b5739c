package io.anabranch.cli.stores;

import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.StorageConfig;
import java.util.List;

/** The stores as the server tells every client of them. */
final class ConfiguredStores {

  /** How the API calls the store of a server that has just one. */
  private static final String ONLY = "blockstore";

  private ConfiguredStores() {}

  static List<StorageConfig> of(Anabranch server) {
    var config = server.config().getConfig();
    List<StorageConfig> several = config.getStorageConfigList();
    if (several != null && !several.isEmpty()) {
      return several;
    }
    return config.getStorageConfig() == null ? List.of() : List.of(config.getStorageConfig());
  }

  static StorageConfig named(Anabranch server, String id) {
    return of(server).stream()
        .filter(store -> id(store).equals(id))
        .findFirst()
        .orElseThrow(
            () -> new CliException("no such store: " + id + " (see `anabranch store list`)"));
  }

  static String id(StorageConfig store) {
    String id = store.getBlockstoreId();
    return id == null || id.isEmpty() ? ONLY : id;
  }
}
