package io.anabranch.refs;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the data of manifests lies, if not where they say. */
final class PlaceOptions {

  /** Which store. */
  static final class StoreChoice {

    @Option(
        names = "--ignore-storage-id",
        description = "Use the server's default store, whatever the manifest says.")
    private boolean ignored;

    @Option(
        names = "--storage-id",
        paramLabel = "ID",
        description = "Use this store, whatever the manifest says.")
    private @Nullable String id;
  }

  @ArgGroup private @Nullable StoreChoice store;

  @Option(
      names = "--storage-namespace",
      paramLabel = "NS",
      description = "The data lies there now. For one manifest at a time.")
  private @Nullable String namespace;

  /** What is wanted, in place of what a manifest says. */
  Definition apply(Definition repository) {
    Definition moved = namespace == null ? repository : repository.withStorageNamespace(namespace);
    if (store == null) {
      return moved;
    }
    return moved.withStorageId(store.ignored || store.id == null ? "" : store.id);
  }

  /** Whether only one manifest can be meant. */
  boolean isOfOne() {
    return namespace != null;
  }
}
