package io.anabranch.server.stores.cache;

import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache on disk of this server, held until it is closed; it may be off. */
public final class DiskCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DiskCache.class);

  private final @Nullable DiskFiles files;
  private final Executor threads;

  private DiskCache(@Nullable DiskFiles files, Executor threads) {
    this.files = files;
    this.threads = threads;
  }

  /** Keeps nothing. */
  public static DiskCache off() {
    return new DiskCache(null, Runnable::run);
  }

  /**
   * Takes a folder of its own below the directory. When there can be none that is told in the log,
   * and the cache is off.
   *
   * @param capacityBytes on disk, of all files together, those being written included
   * @param threads must not queue, so let it be one of virtual threads
   */
  public static DiskCache open(
      Path directory,
      long capacityBytes,
      InstantSource clock,
      Executor threads,
      MeterRegistry registry) {
    try {
      CacheFolder folder = CacheFolder.take(directory);
      return new DiskCache(new DiskFiles(folder, capacityBytes, clock, threads, registry), threads);
    } catch (IOException e) {
      log.warn(
          "committed.local_cache.dir {} cannot be used, trees are not cached on disk: {}",
          directory,
          e.toString());
      return off();
    }
  }

  /**
   * The storage with this cache before it, or just the storage.
   *
   * @param worthwhile whether the local disk is nearer than the store of a repository
   */
  public RangeStorage over(RangeStorage below, Predicate<TreeLocation> worthwhile) {
    return files == null ? below : new DiskCachedRangeStorage(below, files, worthwhile, threads);
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
