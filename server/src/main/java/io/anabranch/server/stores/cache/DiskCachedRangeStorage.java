package io.anabranch.server.stores.cache;

import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Keeps the files of trees on the local disk as well, those read and those written. Lies below the
 * memory and above the store: a file that many ask for at once is read once, and whatever is wrong
 * with the disk, the store answers.
 */
final class DiskCachedRangeStorage implements RangeStorage {

  private final RangeStorage below;
  private final DiskFiles files;
  private final Predicate<TreeLocation> worthwhile;
  private final SingleFlight reads;

  /**
   * @param worthwhile whether the local disk is nearer than the store of a repository
   * @param readers runs the reads, see {@link SingleFlight}
   */
  DiskCachedRangeStorage(
      RangeStorage below, DiskFiles files, Predicate<TreeLocation> worthwhile, Executor readers) {
    this.below = below;
    this.files = files;
    this.worthwhile = worthwhile;
    this.reads = new SingleFlight(this::load, readers);
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    return worthwhile.test(location)
        ? reads.read(new FileKey(location, id))
        : below.read(location, id);
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    below.write(location, id, file);
    if (worthwhile.test(location)) {
      files.put(new FileKey(location, id), file);
    }
  }

  @Override
  public void forget(TreeLocation location, String id) {
    files.drop(new FileKey(location, id));
    below.forget(location, id);
  }

  private MemorySegment load(FileKey key) {
    MemorySegment file = files.find(key);
    if (file == null) {
      file = below.read(key.location(), key.id());
      files.put(key, file);
    }
    return file;
  }
}
