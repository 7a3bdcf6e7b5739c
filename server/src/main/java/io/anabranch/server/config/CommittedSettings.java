package io.anabranch.server.config;

import java.nio.file.Path;

/**
 * How committed trees are written and cached.
 *
 * @param localCacheBytes on disk, in {@code localCacheDirectory}, which is absolute
 * @param memoryCacheBytes for files of trees
 * @param blockStoragePrefix the folder of trees below a storage namespace
 * @param raggedness one key in so many ends a range
 */
public record CommittedSettings(
    long localCacheBytes,
    Path localCacheDirectory,
    long memoryCacheBytes,
    String blockStoragePrefix,
    long minRangeBytes,
    long maxRangeBytes,
    int raggedness) {

  static CommittedSettings read(Section committed) {
    Section cache = committed.section("local_cache");
    String sharesCache = "ranges and metaranges share one cache";
    cache.ignored("range_proportion", sharesCache);
    cache.ignored("metarange_proportion", sharesCache);
    cache.ignored("max_uploaders_per_writer", "the server chooses by itself");
    Section permanent = committed.section("permanent");
    CommittedSettings settings =
        new CommittedSettings(
            cache.value(
                "size_bytes",
                Kinds.SIZE,
                1L << 30,
                "Disk space for files of committed trees of each server; 0 keeps none. Stores of"
                    + " type local and mem do not use it."),
            cache
                .value(
                    "dir",
                    cache.pathKind(),
                    cache.home("anabranch/data/cache"),
                    "Folder for them, in it one for each server of the machine; it may be deleted"
                        + " while the servers are stopped.")
                .toAbsolutePath()
                .normalize(),
            committed
                .section("sstable")
                .section("memory")
                .value(
                    "cache_size_bytes",
                    Kinds.SIZE,
                    400_000_000L,
                    "Memory for files of committed trees. Raise it for many large repositories."),
            committed.value(
                "block_storage_prefix",
                Kinds.TEXT,
                "_lakefs",
                "Folder of trees below a storage namespace. Never change it: other programs rely on"
                    + " it."),
            permanent.value(
                "min_range_size_bytes", Kinds.SIZE, 0L, "A range does not end before this size."),
            permanent.value(
                "max_range_size_bytes", Kinds.SIZE, 20L << 20, "A range ends at this size."),
            permanent.value(
                "range_raggedness_entries",
                Kinds.COUNT,
                5_000,
                "One key in so many ends a range: small ones make small commits cheap. Equal on all servers that share trees; lakeFS has 50000."));
    if (settings.raggedness < 1) {
      permanent.fault("range_raggedness_entries", "is 0; write 1 or more");
    }
    if (settings.maxRangeBytes < settings.minRangeBytes || settings.maxRangeBytes == 0) {
      permanent.fault("max_range_size_bytes", "is 0 or less than min_range_size_bytes; raise it");
    }
    return settings;
  }
}
