package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRunCursor;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Committed trees. All calls take {@link MetaRangeId#NONE} for a tree without records; calls that
 * write answer {@link MetaRangeId#EMPTY} for one. Safe for use by many threads; the cursors handed
 * out are not.
 *
 * <p>What calls cost follows what they touch: a tree is walked range by range in its metarange, and
 * a range is read only where its records matter. Calls throw what {@link RangeStorage} throws,
 * Corrupt for files that are not what was written, and Invalid for records or changes that do not
 * ascend; then no tree is written.
 */
public final class Trees {

  public static final long DEFAULT_OPEN_BYTES = 64L << 20;

  private final RangeStorage storage;
  private final TreeSettings settings;
  private final Executor uploads;
  private final TreeFiles files;

  /** Keeps {@link #DEFAULT_OPEN_BYTES} of files open. */
  public Trees(RangeStorage storage, TreeSettings settings, Executor uploads) {
    this(storage, settings, DEFAULT_OPEN_BYTES, uploads);
  }

  /**
   * @param openBytes of the files kept open, as far as they are not in use anyway; beside them an
   *     open file takes a small part of its size
   * @param uploads runs the writing of ranges; each call has a few in flight at most
   */
  public Trees(RangeStorage storage, TreeSettings settings, long openBytes, Executor uploads) {
    this.storage = storage;
    this.settings = settings;
    this.uploads = uploads;
    this.files = new TreeFiles(storage, openBytes);
  }

  public Optional<EntryRecord> find(TreeLocation location, MetaRangeId tree, Key path) {
    if (tree.isNone()) {
      return Optional.empty();
    }
    SortedRunCursor ranges = files.metaRange(location, tree).cursor();
    if (!ranges.seek(path)) {
      return Optional.empty();
    }
    Range range = Range.decode(ranges.key(), ranges.value());
    return range.minKey().compareTo(path) > 0
        ? Optional.empty()
        : files.range(location, range).find(path).map(value -> new EntryRecord(path, value));
  }

  /** All records, lazily: a seek does not read what it skips. */
  public Cursor<EntryRecord> entries(TreeLocation location, MetaRangeId tree) {
    return new TreeEntries(open(location, tree));
  }

  /** The ranges of a tree, none of which is read; a seek goes to the range that has the key. */
  public Cursor<Range> ranges(TreeLocation location, MetaRangeId tree) {
    return new TreeRanges(open(location, tree));
  }

  /** What differs by identity, in key order; ranges that both trees share are not read. */
  public Cursor<TreeDifference> diff(TreeLocation location, MetaRangeId left, MetaRangeId right) {
    return left.equals(right)
        ? new TreeDiff(open(location, MetaRangeId.NONE), open(location, MetaRangeId.NONE), null)
        : new TreeDiff(open(location, left), open(location, right), null);
  }

  /**
   * Whether any path differs by identity. Only ranges that hold paths between the bounds are read,
   * and of those only what the trees do not share.
   *
   * @param from the first path that counts
   * @param to the first that does not count any more; null when all do
   */
  public boolean differ(
      TreeLocation location, MetaRangeId left, MetaRangeId right, Key from, @Nullable Key to) {
    if (left.equals(right)) {
      return false;
    }
    TreeDiff diff = new TreeDiff(open(location, left), open(location, right), to);
    diff.seek(from);
    return diff.next() != null;
  }

  /** Writes the tree without records, {@link MetaRangeId#EMPTY}. */
  public void writeEmpty(TreeLocation location) {
    writer(location, Collections.emptySortedMap()).finish();
  }

  /** Writes a tree that consists of the records, in ascending order. */
  public MetaRangeId write(TreeLocation location, Cursor<EntryRecord> records) {
    return write(location, Collections.emptySortedMap(), records);
  }

  /**
   * Writes a tree of records that are not entries, such as a refs dump.
   *
   * @param description properties for the files of the tree, which say what the records are
   * @param records in ascending order
   */
  public MetaRangeId write(
      TreeLocation location, SortedMap<String, String> description, Cursor<EntryRecord> records) {
    TreeWriter writer = writer(location, description);
    PathOrder order = new PathOrder();
    for (EntryRecord record = records.next(); record != null; record = records.next()) {
      order.requireNext(record.path());
      writer.append(record.path(), record.value());
    }
    return writer.finish();
  }

  /**
   * Writes the tree that results from the changes, reusing every range no change touches. When
   * nothing changes the base is the answer, and nothing is written (but for a base of NONE, which
   * becomes EMPTY).
   *
   * @param changes in ascending order of path; a change to the value a path has already is no
   *     change
   */
  public AppliedChanges apply(
      TreeLocation location, MetaRangeId base, Cursor<StagedChange> changes) {
    TreeWriter writer = writer(location, Collections.emptySortedMap());
    long changed = new TreeEdit(open(location, base), changes, writer).apply();
    return new AppliedChanges(changed == 0 ? written(location, base) : writer.finish(), changed);
  }

  /** Merges the changes from base to source into destination. */
  public TreeMerge merge(
      TreeLocation location,
      MetaRangeId base,
      MetaRangeId source,
      MetaRangeId destination,
      MergeRule rule) {
    if (source.equals(base) || source.equals(destination)) {
      return new TreeMerge.Merged(written(location, destination));
    }
    if (destination.equals(base)) {
      return new TreeMerge.Merged(written(location, source));
    }
    TreeWriter writer = writer(location, Collections.emptySortedMap());
    writer.knowStored(destination.value());
    ThreeWayMerge merge =
        new ThreeWayMerge(
            open(location, base),
            open(location, source),
            open(location, destination),
            rule,
            writer);
    merge.merge();
    if (!merge.conflicts().isEmpty()) {
      return new TreeMerge.Conflicted(merge.conflicts());
    }
    return new TreeMerge.Merged(
        merge.takesFromSource() ? writer.finish() : written(location, destination));
  }

  /**
   * Writes the tree that has the records of both, without those of the base below some prefixes.
   * Records are taken as they are: one of the same identity, but at another address, is another.
   *
   * @param cleared below each of these the base counts for nothing; the empty one clears it all
   */
  public MetaRangeId overlay(
      TreeLocation location,
      MetaRangeId base,
      MetaRangeId over,
      OverlayRule rule,
      Collection<Key> cleared) {
    TreeWriter writer = writer(location, Collections.emptySortedMap());
    writer.knowStored(base.value());
    writer.knowStored(over.value());
    new TreeOverlay(open(location, base), open(location, over), rule, cleared, writer).apply();
    return writer.finish();
  }

  private TreeCursor open(TreeLocation location, MetaRangeId tree) {
    return new TreeCursor(files, location, tree);
  }

  private TreeWriter writer(TreeLocation location, SortedMap<String, String> description) {
    return new TreeWriter(storage, location, settings, uploads, description);
  }

  /** The tree itself, or a written tree without records for the one that is written nowhere. */
  private MetaRangeId written(TreeLocation location, MetaRangeId tree) {
    return tree.isNone() ? writer(location, Collections.emptySortedMap()).finish() : tree;
  }
}
