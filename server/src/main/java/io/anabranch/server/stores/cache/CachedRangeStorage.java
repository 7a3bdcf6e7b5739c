package io.anabranch.server.stores.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;

/**
 * Keeps the files of trees that were read lately in memory, up to a total size. A file that many
 * ask for at once is read once. Files never change, so nothing is ever stale; a failed read is not
 * kept.
 */
public final class CachedRangeStorage implements RangeStorage {

  /** What an entry takes beside the file itself. */
  private static final int OVERHEAD_BYTES = 256;

  private final RangeStorage below;
  private final Cache<FileKey, MemorySegment> files;
  private final SingleFlight reads;
  private final CacheMeters meters;

  /**
   * @param capacityBytes of all files together
   * @param readers runs the reads, see {@link SingleFlight}
   */
  public CachedRangeStorage(
      RangeStorage below, long capacityBytes, Executor readers, MeterRegistry registry) {
    this.below = below;
    this.reads = new SingleFlight(this::load, readers);
    this.meters = new CacheMeters(registry, "memory");
    this.files =
        Caffeine.newBuilder()
            .maximumWeight(capacityBytes)
            .<FileKey, MemorySegment>weigher((_, file) -> weight(file))
            .evictionListener((_, _, _) -> meters.evictions.increment())
            .executor(readers)
            .build();
    meters.showBytes(() -> files.policy().eviction().orElseThrow().weightedSize().orElseThrow());
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    FileKey key = new FileKey(location, id);
    MemorySegment file = files.getIfPresent(key);
    if (file != null) {
      meters.hits.increment();
      return file;
    }
    meters.misses.increment();
    return reads.read(key);
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    below.write(location, id, file);
  }

  @Override
  public void forget(TreeLocation location, String id) {
    files.invalidate(new FileKey(location, id));
    below.forget(location, id);
  }

  /** Looks again first: another read may have ended just before this one began. */
  private MemorySegment load(FileKey key) {
    MemorySegment file = files.getIfPresent(key);
    if (file == null) {
      file = below.read(key.location(), key.id());
      files.put(key, file);
    }
    return file;
  }

  private static int weight(MemorySegment file) {
    return (int) Math.min(Integer.MAX_VALUE, file.byteSize() + OVERHEAD_BYTES);
  }
}
