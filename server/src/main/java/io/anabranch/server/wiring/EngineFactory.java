package io.anabranch.server.wiring;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.PostgresCommitStore;
import io.anabranch.server.postgres.PostgresRefHistory;
import io.anabranch.server.postgres.PostgresRefStore;
import io.anabranch.server.postgres.PostgresStagingStore;
import io.anabranch.server.postgres.PullTable;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.stores.BlockstoreRangeStorage;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.stores.Stores;
import io.anabranch.server.stores.VerifiedRangeStorage;
import io.anabranch.server.stores.cache.CachedRangeStorage;
import io.anabranch.server.stores.cache.DiskCache;
import io.anabranch.versioning.EngineSettings;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** The versioning engine over its adapters. */
@Factory
final class EngineFactory {

  /** A quarter of the heap, however much the configuration allows. */
  private static final int CACHE_HEAP_SHARE = 4;

  /** Of that, a quarter for the files that are open. */
  private static final int OPEN_SHARE = 4;

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  PhysicalAddresses addresses(Stores stores, ServerConfiguration configuration, Clock clock) {
    return new PhysicalAddresses(
        stores, configuration.stores().signing(), clock, new SecureRandom());
  }

  /** Off unless a store is farther away than the disk, or can come to be. */
  @Singleton
  @Bean(preDestroy = "close")
  DiskCache diskCache(
      Stores stores, ServerConfiguration configuration, Clock clock, MeterRegistry registry) {
    var committed = configuration.committed();
    return committed.localCacheBytes() > 0 && mayBeRemote(stores.map())
        ? DiskCache.open(
            committed.localCacheDirectory(),
            committed.localCacheBytes(),
            clock,
            Executors.newVirtualThreadPerTaskExecutor(),
            registry)
        : DiskCache.off();
  }

  private static boolean mayBeRemote(StoreMap map) {
    return !map.single() || map.stores().stream().anyMatch(Store::isRemote);
  }

  /** From the store inwards: checked, kept on disk, kept in memory. */
  @Singleton
  RangeStorage rangeStorage(
      PhysicalAddresses addresses,
      Stores stores,
      DiskCache disk,
      ServerConfiguration configuration,
      MeterRegistry registry) {
    var store =
        new BlockstoreRangeStorage(addresses, configuration.committed().blockStoragePrefix());
    RangeStorage checked = new VerifiedRangeStorage(store, registry);
    return new CachedRangeStorage(
        disk.over(checked, location -> stores.map().get(location.storageId()).isRemote()),
        memoryBytes(configuration) - openBytes(configuration),
        Executors.newVirtualThreadPerTaskExecutor(),
        registry);
  }

  /** For files of trees in all, open or not. */
  private static long memoryBytes(ServerConfiguration configuration) {
    return Math.min(
        configuration.committed().memoryCacheBytes(),
        Runtime.getRuntime().maxMemory() / CACHE_HEAP_SHARE);
  }

  private static long openBytes(ServerConfiguration configuration) {
    return Math.min(Trees.DEFAULT_OPEN_BYTES, memoryBytes(configuration) / OPEN_SHARE);
  }

  @Singleton
  RepositoryTable repositoryTable(Database database) {
    return new RepositoryTable(database);
  }

  @Singleton
  PullTable pullTable(Database database) {
    return new PullTable(database);
  }

  @Singleton
  Trees trees(RangeStorage storage, ServerConfiguration configuration) {
    var committed = configuration.committed();
    var settings =
        new TreeSettings(
            committed.minRangeBytes(), committed.maxRangeBytes(), committed.raggedness());
    return new Trees(
        storage, settings, openBytes(configuration), Executors.newVirtualThreadPerTaskExecutor());
  }

  @Singleton
  VersioningEngine engine(Database database, Trees trees, InstantSource clock, Hooks hooks) {
    return VersioningEngine.over(
        new PostgresRefStore(database),
        new PostgresRefHistory(database),
        new PostgresCommitStore(database),
        new PostgresStagingStore(database),
        trees,
        clock,
        hooks,
        EngineSettings.DEFAULT);
  }
}
