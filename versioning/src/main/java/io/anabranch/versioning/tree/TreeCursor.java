package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.sortedrun.SortedRunCursor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A forward walk over a tree that stands before a whole range, at a record within a range, or at
 * the end. It always has a key, the next record's: before a range that is the range's first key,
 * which the metarange holds, so a range is read only if someone enters it. Not for use by many
 * threads.
 */
final class TreeCursor {

  private final TreeFiles files;
  private final TreeLocation location;

  /** Null for a tree that is written nowhere. */
  private final @Nullable SortedRunCursor ranges;

  /** Null at the end. */
  private @Nullable Range range;

  /** Null before a range and at the end. */
  private @Nullable SortedRunCursor records;

  TreeCursor(TreeFiles files, TreeLocation location, MetaRangeId tree) {
    this.files = files;
    this.location = location;
    this.ranges = tree.isNone() ? null : files.metaRange(location, tree).cursor();
    skipRange();
  }

  boolean isAtEnd() {
    return range == null;
  }

  boolean isBeforeRange() {
    return range != null && records == null;
  }

  /** Whether both stand before the same range: what follows is equal as far as it reaches. */
  boolean isBeforeSameRange(TreeCursor other) {
    return isBeforeRange() && other.isBeforeRange() && range().id().equals(other.range().id());
  }

  /** The range that the cursor is before or in. */
  Range range() {
    return Objects.requireNonNull(range, "the cursor is at the end");
  }

  /** Orders by key; the end comes after all keys. */
  int compareTo(TreeCursor other) {
    if (isAtEnd() || other.isAtEnd()) {
      return Boolean.compare(isAtEnd(), other.isAtEnd());
    }
    return Arrays.compareUnsigned(
        keyBuffer(), 0, keyLength(), other.keyBuffer(), 0, other.keyLength());
  }

  int compareKey(Key key) {
    return Arrays.compareUnsigned(keyBuffer(), 0, keyLength(), key.bytes(), 0, key.length());
  }

  /** Whether the whole range that the cursor is before ends before another cursor's key. */
  boolean isRangeBefore(TreeCursor other) {
    return isBeforeRange() && (other.isAtEnd() || other.compareKey(range().maxKey()) > 0);
  }

  Key key() {
    return records == null ? range().minKey() : records.key();
  }

  /** Reads the range that the cursor is before; does nothing within a range. */
  void enter() {
    if (records != null) {
      return;
    }
    SortedRunCursor entered = openRange();
    if (!entered.next() || entered.compareKey(range().minKey()) != 0) {
      throw corrupt();
    }
    records = entered;
  }

  /** A walk of its own over the records of the range that the cursor is before or in. */
  SortedRunCursor openRange() {
    return files.range(location, range()).cursor();
  }

  /** The record that the cursor is at; it must have entered the range. */
  SortedRunCursor record() {
    return Objects.requireNonNull(records, "the cursor has not entered the range");
  }

  EntryRecord entryRecord() {
    return new EntryRecord(record().key(), record().value());
  }

  /** Whether both records have the same identity. */
  boolean sameIdentity(TreeCursor other) {
    return record().sameValueBytes(other.record())
        || record().value().sameIdentity(other.record().value());
  }

  boolean sameIdentity(RecordValue value) {
    return record().value().sameIdentity(value);
  }

  /** Goes from a record to the next, or to before the next range. */
  void next() {
    if (record().next()) {
      return;
    }
    if (record().compareKey(range().maxKey()) != 0) {
      throw corrupt();
    }
    skipRange();
  }

  /** Goes to before the next range. */
  void skipRange() {
    arrive(ranges != null && ranges.next());
  }

  /**
   * Goes past the range that both stand before, and past those after it that both list alike, up to
   * one that reaches the given key. Alike are records of the same bytes, which need no decoding.
   *
   * @param end null for the end of both
   */
  void skipSameRanges(TreeCursor other, @Nullable Key end) {
    SortedRunCursor mine = Objects.requireNonNull(ranges);
    SortedRunCursor others = Objects.requireNonNull(other.ranges);
    boolean here;
    boolean there;
    do {
      here = mine.next();
      there = others.next();
    } while (here
        && there
        && (end == null || mine.compareKey(end) < 0)
        && mine.compareKey(others) == 0
        && mine.sameValueBytes(others));
    arrive(here);
    other.arrive(there);
  }

  /** Goes to the first key not less than the target; stays where it is when its key is not. */
  void seek(Key target) {
    if (range == null || compareKey(target) >= 0) {
      return;
    }
    seekRange(target);
    if (range == null || compareKey(target) >= 0) {
      return;
    }
    if (records == null) {
      records = openRange();
    }
    if (!records.seek(target)) {
      throw corrupt();
    }
  }

  /** Goes to before the first range whose last key is not less than the target, if it is ahead. */
  void seekRange(Key target) {
    if (range != null && range.maxKey().compareTo(target) < 0) {
      arrive(ranges != null && ranges.seek(target));
    }
  }

  private void arrive(boolean atRange) {
    Range before = range;
    records = null;
    range = atRange && ranges != null ? Range.decode(ranges.key(), ranges.value()) : null;
    if (before != null && range != null && range.minKey().compareTo(before.maxKey()) <= 0) {
      throw new FailureException(new Failure.Corrupt("a stored tree has ranges that overlap"));
    }
  }

  private byte[] keyBuffer() {
    return records == null ? range().minKey().bytes() : records.keyBuffer();
  }

  private int keyLength() {
    return records == null ? range().minKey().length() : records.keyLength();
  }

  private FailureException corrupt() {
    files.forget(location, range());
    return new FailureException(
        new Failure.Corrupt(
            "range " + range().id() + " does not hold the keys that its tree says it holds"));
  }
}
