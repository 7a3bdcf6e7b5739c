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

/** Opens the files of trees, keeping those used last open. Safe for use by many threads. */
final class TreeFiles {

  /**
   * By the size of their files. Metaranges are small and used by every call, ranges are large and
   * come and go: a walk over the ranges must not close the metaranges.
   */
  private static final long META_RANGE_CACHE_BYTES = 16L << 20;

  private static final long RANGE_CACHE_BYTES = 48L << 20;

  private final RangeStorage storage;
  private final RunCache metaRanges = new RunCache(META_RANGE_CACHE_BYTES);
  private final RunCache ranges = new RunCache(RANGE_CACHE_BYTES);

  TreeFiles(RangeStorage storage) {
    this.storage = storage;
  }

  SortedRunReader metaRange(TreeLocation location, MetaRangeId tree) {
    String id = tree.value();
    return metaRanges.get(location, id, () -> open(location, id, RunType.META_RANGE));
  }

  SortedRunReader range(TreeLocation location, Range range) {
    String id = range.id();
    return ranges.get(location, id, () -> open(location, id, RunType.RANGE));
  }

  private SortedRunReader open(TreeLocation location, String id, RunType type) {
    SortedRunReader run = SortedRunReader.open(storage.read(location, id), id);
    byte[] expected = type.value().getBytes(US_ASCII);
    if (!run.findProperty(RunType.PROPERTY).filter(t -> Arrays.equals(t, expected)).isPresent()) {
      throw new FailureException(
          new Failure.Corrupt("stored file " + id + " is not one of " + type.value()));
    }
    return run;
  }
}
