package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads trees whole: every file must be there and hold what its id promises. What has passed once
 * is not read again, so trees that share ranges cost what they do not share. In memory is one
 * range, and some hundred bytes for each file that has passed. Not for use by many threads.
 */
public final class TreeAudit {

  private static final int MAX_FILES = 2_000_000;

  /** A metarange is opened twice in a row, a range once. */
  private static final long OPEN_BYTES = 32L << 20;

  private final TreeFiles files;
  private final TreeLocation location;
  private final Set<String> passed = new HashSet<>();

  /**
   * @param storage asked for each file once; a cache is of no use
   * @param location where all trees lie
   */
  public TreeAudit(RangeStorage storage, TreeLocation location) {
    this.files = new TreeFiles(storage, OPEN_BYTES);
    this.location = location;
  }

  /**
   * @throws FailureException Gone when a file is not there; Corrupt when one is damaged, or has
   *     records of another id; Invalid when there are too many files
   */
  public void check(MetaRangeId tree) {
    if (tree.isNone() || passed.contains(tree.value())) {
      return;
    }
    requireOwnId(files.metaRange(location, tree), tree.value());
    Cursor<Range> ranges = new TreeRanges(new TreeCursor(files, location, tree));
    for (Range range = ranges.next(); range != null; range = ranges.next()) {
      check(range);
    }
    pass(tree.value());
  }

  /** Of metaranges and ranges, each counted once. */
  public int passed() {
    return passed.size();
  }

  private void check(Range range) {
    if (!passed.contains(range.id())) {
      requireOwnId(files.range(location, range), range.id());
      pass(range.id());
    }
  }

  private static void requireOwnId(SortedRunReader file, String id) {
    String computed = file.computeId();
    if (!computed.equals(id)) {
      throw new FailureException(
          new Failure.Corrupt("stored file %s has records whose id is %s".formatted(id, computed)));
    }
  }

  private void pass(String id) {
    passed.add(id);
    if (passed.size() > MAX_FILES) {
      throw new FailureException(
          new Failure.Invalid("trees of more than %d ranges".formatted(MAX_FILES)));
    }
  }
}
