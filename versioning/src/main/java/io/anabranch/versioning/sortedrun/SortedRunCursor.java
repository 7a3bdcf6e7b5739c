package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A forward walk over the records of a run. It begins before the first record; after {@link #next}
 * or {@link #seek} answered true it is at a record, whose bytes can be read in place until the next
 * move. A block is read at most once, and only if it holds a record that the cursor stops at or
 * passes by {@link #next}. Not for use by many threads.
 */
public final class SortedRunCursor {

  private final SortedRunReader run;

  /** The upper level of a two-level index; null for a run with one level. */
  private final @Nullable BlockCursor top;

  private final BlockCursor index = new BlockCursor(InternalKey.TRAILER_BYTES);
  private final BlockCursor data = new BlockCursor(InternalKey.TRAILER_BYTES);
  private boolean indexEntered;
  private boolean dataEntered;
  private boolean atRecord;
  private boolean atEnd;

  SortedRunCursor(SortedRunReader run) {
    this.run = run;
    if (run.hasTwoLevelIndex()) {
      top = new BlockCursor(InternalKey.TRAILER_BYTES);
      top.enter(run.index());
    } else {
      top = null;
      index.enter(run.index());
      indexEntered = true;
    }
  }

  /** Goes to the next record; false at the end. */
  public boolean next() {
    while (!atEnd) {
      if (dataEntered && data.next()) {
        return arrive();
      }
      if (!nextIndexEntry()) {
        return end();
      }
      enterData();
    }
    return false;
  }

  /**
   * Goes to the first record whose key is not less than the target; stays where it is when the
   * current record is one. False when there is none.
   */
  public boolean seek(Key target) {
    byte[] key = target.bytes();
    if (atEnd || (atRecord && compareKey(target) >= 0)) {
      return !atEnd;
    }
    if (!dataEntered || compare(index, key) < 0) {
      if (!seekIndex(key)) {
        return end();
      }
      enterData();
    }
    return data.seek(key, key.length) ? arrive() : next();
  }

  /**
   * Goes past the record that both cursors are at, and past those after it that both runs have
   * alike, byte for byte. Blocks that both store alike are not read.
   *
   * @param end the first key not to go past; null for none
   */
  public void skipSame(SortedRunCursor other, @Nullable Key end) {
    do {
      if (data.isAtEnd() && other.data.isAtEnd()) {
        skipSameBlocks(other, end);
      }
      next();
      other.next();
    } while (atRecord
        && other.atRecord
        && (end == null || compareKey(end) < 0)
        && compareKey(other) == 0
        && sameValueBytes(other));
  }

  /** Whether it is neither before the first record nor at the end. */
  public boolean isAtRecord() {
    return atRecord;
  }

  public int compareKey(Key other) {
    return compare(data, other.bytes());
  }

  public int compareKey(SortedRunCursor other) {
    return Arrays.compareUnsigned(
        keyBuffer(), 0, keyLength(), other.keyBuffer(), 0, other.keyLength());
  }

  /** Whether both records have the same bytes as value; by identity they may be equal even so. */
  public boolean sameValueBytes(SortedRunCursor other) {
    return Arrays.equals(
        valueBuffer(),
        valueOffset(),
        valueOffset() + valueLength(),
        other.valueBuffer(),
        other.valueOffset(),
        other.valueOffset() + other.valueLength());
  }

  public Key key() {
    return Key.wrap(Arrays.copyOf(keyBuffer(), keyLength()));
  }

  /** Throws Corrupt when it is not a value. */
  public RecordValue value() {
    return RecordValue.decode(
        Arrays.copyOfRange(valueBuffer(), valueOffset(), valueOffset() + valueLength()));
  }

  /** Holds the key at its start. Read only; changes with the next move. */
  public byte[] keyBuffer() {
    return data.key();
  }

  public int keyLength() {
    return data.keyLength();
  }

  /** Holds the value at {@link #valueOffset}. Read only. */
  public byte[] valueBuffer() {
    return data.value();
  }

  public int valueOffset() {
    return data.valueAt();
  }

  public int valueLength() {
    return data.valueLength();
  }

  Block block() {
    return data.current();
  }

  private boolean arrive() {
    if (!InternalKey.isRecord(data.key(), data.keyLength())) {
      throw CorruptRun.because(run.name(), "it holds a record that is not a value");
    }
    atRecord = true;
    return true;
  }

  private boolean end() {
    atRecord = false;
    atEnd = true;
    return false;
  }

  private void skipSameBlocks(SortedRunCursor other, @Nullable Key end) {
    boolean here;
    boolean there;
    do {
      here = nextIndexEntry();
      there = other.nextIndexEntry();
    } while (here
        && there
        && (end == null || compare(index, end.bytes()) < 0)
        && run.storesAlike(index, other.run, other.index));
    enterDataOrEnd(here);
    other.enterDataOrEnd(there);
  }

  private void enterDataOrEnd(boolean atBlock) {
    if (atBlock) {
      enterData();
    } else {
      end();
    }
  }

  private void enterData() {
    data.enter(run.readData(index));
    dataEntered = true;
  }

  private boolean nextIndexEntry() {
    while (!indexEntered || !index.next()) {
      if (top == null || !top.next()) {
        return false;
      }
      enterIndex(top);
    }
    return true;
  }

  private boolean seekIndex(byte[] target) {
    while (!indexEntered || !index.seek(target, target.length)) {
      if (top == null || !top.seek(target, target.length)) {
        return false;
      }
      enterIndex(top);
    }
    return true;
  }

  private void enterIndex(BlockCursor partition) {
    index.enter(run.readIndexPartition(partition));
    indexEntered = true;
  }

  private static int compare(BlockCursor cursor, byte[] target) {
    return Arrays.compareUnsigned(cursor.key(), 0, cursor.keyLength(), target, 0, target.length);
  }
}
