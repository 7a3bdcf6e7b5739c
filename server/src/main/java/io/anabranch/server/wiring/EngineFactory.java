package io.anabranch.server.wiring;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.PostgresCommitStore;
import io.anabranch.server.postgres.PostgresRefStore;
import io.anabranch.server.postgres.PostgresStagingStore;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.stores.BlockstoreRangeStorage;
import io.anabranch.server.stores.CachedRangeStorage;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.versioning.EngineSettings;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
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

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  PhysicalAddresses addresses(StoreMap stores, ServerConfiguration configuration, Clock clock) {
    return new PhysicalAddresses(
        () -> stores, configuration.stores().signingKey(), clock, new SecureRandom());
  }

  @Singleton
  RangeStorage rangeStorage(PhysicalAddresses addresses, ServerConfiguration configuration) {
    var committed = configuration.committed();
    long memory =
        Math.min(committed.memoryCacheBytes(), Runtime.getRuntime().maxMemory() / CACHE_HEAP_SHARE);
    return new CachedRangeStorage(
        new BlockstoreRangeStorage(addresses, committed.blockStoragePrefix()),
        memory,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  @Singleton
  RepositoryTable repositoryTable(Database database) {
    return new RepositoryTable(database);
  }

  @Singleton
  Trees trees(RangeStorage storage, ServerConfiguration configuration) {
    var committed = configuration.committed();
    var settings =
        new TreeSettings(
            committed.minRangeBytes(), committed.maxRangeBytes(), committed.raggedness());
    return new Trees(storage, settings, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Singleton
  VersioningEngine engine(Database database, Trees trees, InstantSource clock) {
    return VersioningEngine.over(
        new PostgresRefStore(database),
        new PostgresCommitStore(database),
        new PostgresStagingStore(database),
        trees,
        clock,
        EngineSettings.DEFAULT);
  }
}
