package io.anabranch.server.stores;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.BlockstoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores for tests; all keep their objects in memory, whatever their type says. */
public final class SampleStores {

  static final BlockstoreSettings MEM = new MemoryStoreSettings(1 << 20, PresignSettings.DEFAULT);

  private SampleStores() {}

  static BlockstoreSettings local(String path) {
    return new LocalStoreSettings(
        Path.of(path), false, false, List.of(Path.of("/outside")), true, PresignSettings.DEFAULT);
  }

  static BlockstoreSettings azure(Optional<URI> endpoint) {
    return new AzureStoreSettings(
        "acct",
        Optional.of(new Secret("hidden")),
        Optional.empty(),
        "blob.core.windows.net",
        Duration.ofMinutes(10),
        PresignSettings.DEFAULT,
        endpoint);
  }

  static BlockstoreSettings http(String endpoint) {
    return new HttpStoreSettings(
        URI.create(endpoint),
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        PresignSettings.DEFAULT);
  }

  static BlockstoreSettings lakefs(String... repositories) {
    return new LakefsStoreSettings(
        URI.create("https://lakefs.example"),
        "id",
        new Secret("hidden"),
        List.of(repositories),
        List.of(),
        PresignSettings.DEFAULT);
  }

  static StoreDefinition definition(String id, boolean compatible, BlockstoreSettings settings) {
    return new StoreDefinition(id, "", compatible, Optional.empty(), StoreStart.LAZY, settings);
  }

  static Store store(String id, BlockstoreSettings settings) {
    return store(id, false, settings);
  }

  static Store store(String id, boolean compatible, BlockstoreSettings settings) {
    return new Store(
        StoreEntry.configured(definition(id, compatible, settings)),
        memory(),
        SampleStores::unused);
  }

  public static Store store(String id, Blockstore blockstore) {
    return new Store(
        StoreEntry.configured(definition(id, false, MEM)), blockstore, SampleStores::unused);
  }

  static StoreMap single(BlockstoreSettings settings) {
    return StoreMap.of(1, true, List.of(store("", settings)));
  }

  public static StoreMap single(Blockstore blockstore) {
    return StoreMap.of(1, true, List.of(store("", blockstore)));
  }

  static StoreMap several(Store... stores) {
    return StoreMap.of(1, false, List.of(stores));
  }

  public static Blockstore memory() {
    return new MemoryBlockstore(1 << 20, Clock.systemUTC());
  }

  /** Of a store that nobody used. */
  static StoreCondition unused() {
    return new StoreCondition(
        Duration.ofMinutes(1),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
