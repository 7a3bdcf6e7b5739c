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
 * which the metarange holds, so a range is read only if someone enters it. Nor is what the
 * metarange says of a range decoded before someone asks, since most ranges are passed as they are.
 * Not for use by many threads.
 */
final class TreeCursor {

  private final TreeFiles files;
  private final TreeLocation location;

  /** At the record of the range ahead; null for a tree that is written nowhere. */
  private final @Nullable SortedRunCursor ranges;

  /** The range that the cursor is before or in, once it has been asked for. */
  private @Nullable Range range;

  /** The last key of a range that was passed; empty before one was. */
  private Key passed = Key.EMPTY;

  /** Null before a range and at the end. */
  private @Nullable SortedRunCursor records;

  TreeCursor(TreeFiles files, TreeLocation location, MetaRangeId tree) {
    this.files = files;
    this.location = location;
    this.ranges = tree.isNone() ? null : files.metaRange(location, tree).cursor();
    skipRange();
  }

  boolean isAtEnd() {
    return ranges == null || !ranges.isAtRecord();
  }

  boolean isBeforeRange() {
    return records == null && !isAtEnd();
  }

  /** Whether both stand before the same range: what follows is equal as far as it reaches. */
  boolean isBeforeSameRange(TreeCursor other) {
    return isBeforeRange()
        && other.isBeforeRange()
        && (listed().sameValueBytes(other.listed()) || range().id().equals(other.range().id()));
  }

  /** The range that the cursor is before or in. */
  Range range() {
    Range known = range;
    if (known == null) {
      known = Range.decode(listed().key(), listed().value());
      if (!passed.isEmpty() && known.minKey().compareTo(passed) <= 0) {
        throw new FailureException(
            new Failure.Corrupt(
                "a stored tree has ranges that overlap at '" + known.minKey() + "'"));
      }
      range = known;
    }
    return known;
  }

  /** The range that the cursor is before or in, as the metarange lists it: by its last key. */
  SortedRunCursor listed() {
    if (ranges == null || !ranges.isAtRecord()) {
      throw new IllegalStateException("the cursor is at the end");
    }
    return ranges;
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
    return isBeforeRange() && (other.isAtEnd() || other.compareKey(listed()) > 0);
  }

  /**
   * Whether the whole range that the cursor is before ends before a key.
   *
   * @param end null for one after all
   */
  boolean isRangeBefore(@Nullable Key end) {
    return isBeforeRange() && (end == null || listed().compareKey(end) < 0);
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
    record().next();
    leaveRangeAtItsEnd();
  }

  /**
   * Both are at records of one key and identity: goes past them and those after them, within the
   * ranges that both are in, that both have alike.
   *
   * @param end the first key not to go past; null for none
   */
  void skipSameRecords(TreeCursor other, @Nullable Key end) {
    if (!record().sameValueBytes(other.record())) {
      next();
      other.next();
      return;
    }
    // The last record of a range shows whether it is the one that the tree lists.
    Key last = least(range().maxKey(), other.range().maxKey());
    record().skipSame(other.record(), end == null ? last : least(end, last));
    leaveRangeAtItsEnd();
    other.leaveRangeAtItsEnd();
  }

  /** Goes to before the next range. */
  void skipRange() {
    if (ranges != null) {
      ranges.next();
      arrive();
    }
  }

  /**
   * Goes past the range that both stand before, and past those after it that both list alike.
   *
   * @param end the first key not to go past; null for none
   */
  void skipSameRanges(TreeCursor other, @Nullable Key end) {
    listed().skipSame(other.listed(), end);
    arrive();
    other.arrive();
  }

  /** Goes to the first key not less than the target; stays where it is when its key is not. */
  void seek(Key target) {
    if (isAtEnd() || compareKey(target) >= 0) {
      return;
    }
    seekRange(target);
    if (isAtEnd() || compareKey(target) >= 0) {
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
    if (!isAtEnd() && listed().compareKey(target) < 0) {
      listed().seek(target);
      arrive();
    }
  }

  private void leaveRangeAtItsEnd() {
    if (record().isAtRecord()) {
      return;
    }
    if (record().compareKey(range().maxKey()) != 0) {
      throw corrupt();
    }
    skipRange();
  }

  private void arrive() {
    if (range != null) {
      passed = range.maxKey();
    }
    range = null;
    records = null;
  }

  private int compareKey(SortedRunCursor other) {
    return Arrays.compareUnsigned(
        keyBuffer(), 0, keyLength(), other.keyBuffer(), 0, other.keyLength());
  }

  private byte[] keyBuffer() {
    return records == null ? range().minKey().bytes() : records.keyBuffer();
  }

  private int keyLength() {
    return records == null ? range().minKey().length() : records.keyLength();
  }

  private static Key least(Key a, Key b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private FailureException corrupt() {
    files.forget(location, range());
    return new FailureException(
        new Failure.Corrupt(
            "range " + range().id() + " does not hold the keys that its tree says it holds"));
  }
}
