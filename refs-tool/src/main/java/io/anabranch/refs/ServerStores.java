package io.anabranch.refs;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.Config;
import io.anabranch.sdk.model.StorageConfig;
import java.util.List;
import java.util.Objects;

/** The stores that a server has, as far as clients are told. */
final class ServerStores {

  private final List<String> ids;
  private final String defaultId;

  private ServerStores(List<String> ids, String defaultId) {
    this.ids = ids;
    this.defaultId = defaultId;
  }

  static ServerStores of(Anabranch server) {
    Config config = server.config().getConfig();
    return new ServerStores(
        Objects.requireNonNullElse(config.getStorageConfigList(), List.<StorageConfig>of()).stream()
            .map(ServerStores::id)
            .toList(),
        config.getStorageConfig() == null ? "" : id(config.getStorageConfig()));
  }

  private static String id(StorageConfig store) {
    return Objects.requireNonNullElse(store.getBlockstoreId(), "");
  }

  /**
   * Where the data of a repository is to be.
   *
   * @throws RefsException if the server has no such store; names those that it has
   */
  Place place(Definition repository) {
    String wanted = repository.storageId();
    if (wanted.isEmpty()) {
      return Place.of(defaultId, repository.storageNamespace());
    }
    if (!ids.contains(wanted) && !wanted.equals(defaultId)) {
      throw new RefsException(
          ids.isEmpty()
              ? "it is of store '%s', and this server has one store, without an id: use"
                      .formatted(wanted)
                  + " --ignore-storage-id"
              : "this server has no store '%s', but %s: use --storage-id ID or --ignore-storage-id"
                  .formatted(wanted, String.join(", ", ids)));
    }
    return Place.of(wanted, repository.storageNamespace());
  }
}
