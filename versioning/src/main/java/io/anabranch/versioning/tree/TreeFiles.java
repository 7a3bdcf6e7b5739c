package io.anabranch.versioning.tree;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.util.Arrays;

/**
 * Opens the files of trees, keeping those used last open. A file that is not what it should be is
 * read once more, past all caches, before that is told; it is never kept. Safe for use by many
 * threads.
 */
final class TreeFiles {

  /**
   * By the size of their files. Metaranges are small and used by every call, ranges are large and
   * come and go: a walk over the ranges must not close the metaranges.
   */
  private static final int META_RANGE_SHARE = 4;

  private final RangeStorage storage;
  private final RunCache metaRanges;
  private final RunCache ranges;

  /**
   * @param openBytes of the files kept open
   */
  TreeFiles(RangeStorage storage, long openBytes) {
    this.storage = storage;
    this.metaRanges = new RunCache(openBytes / META_RANGE_SHARE);
    this.ranges = new RunCache(openBytes - openBytes / META_RANGE_SHARE);
  }

  SortedRunReader metaRange(TreeLocation location, MetaRangeId tree) {
    String id = tree.value();
    return metaRanges.get(location, id, () -> open(location, id, RunType.META_RANGE));
  }

  SortedRunReader range(TreeLocation location, Range range) {
    String id = range.id();
    return ranges.get(location, id, () -> open(location, id, RunType.RANGE));
  }

  /** Drops a range that does not hold what its tree says, so that the next use reads it anew. */
  void forget(TreeLocation location, Range range) {
    ranges.remove(location, range.id());
    storage.forget(location, range.id());
  }

  private SortedRunReader open(TreeLocation location, String id, RunType type) {
    try {
      return read(location, id, type);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.Corrupt)) {
        throw e;
      }
    }
    return read(location, id, type);
  }

  private SortedRunReader read(TreeLocation location, String id, RunType type) {
    try {
      SortedRunReader run = SortedRunReader.open(storage.read(location, id), id);
      requireType(run, id, type);
      return run;
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Corrupt) {
        storage.forget(location, id);
      }
      throw e;
    }
  }

  private static void requireType(SortedRunReader run, String id, RunType type) {
    byte[] expected = type.value().getBytes(US_ASCII);
    if (!run.findProperty(RunType.PROPERTY).filter(t -> Arrays.equals(t, expected)).isPresent()) {
      throw new FailureException(
          new Failure.Corrupt("stored file " + id + " is not one of " + type.value()));
    }
  }
}
