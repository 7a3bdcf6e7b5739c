package io.anabranch.versioning.sortedrun;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A forward walk over the entries of blocks. The current key is put together in a buffer of the
 * cursor; values stay where they are. Every key must be greater than the one before, across blocks
 * too: a file that breaks this is corrupt.
 */
final class BlockCursor {

  private final int trailerBytes;
  private @Nullable Block block;
  private int entriesEnd;
  private int nextEntry;
  private byte[] key = new byte[128];
  private int keyLength = -1;

  /** How many bytes the next key may share with the current one: none across blocks. */
  private int sharable;

  private byte[] value = new byte[0];
  private int valueAt;
  private int valueLength;

  /** Where the key bytes of the entry read last begin; see {@link #readHeader}. */
  private int keyAt;

  private int shared;
  private int unshared;

  /**
   * @param trailerBytes that end each key and are left off here
   */
  BlockCursor(int trailerBytes) {
    this.trailerBytes = trailerBytes;
  }

  /** Goes to before the first entry of a block that lies after the one before. */
  void enter(Block next) {
    block = next;
    value = next.bytes();
    entriesEnd = next.restartsAt();
    nextEntry = 0;
    sharable = 0;
  }

  /** Whether no entry of the block follows. */
  boolean isAtEnd() {
    return nextEntry >= entriesEnd;
  }

  /** Goes to the next entry; false at the end of the block. */
  boolean next() {
    if (isAtEnd()) {
      return false;
    }
    readHeader(nextEntry);
    int length = shared + unshared - trailerBytes;
    if (shared > sharable || length < 0) {
      throw corrupt("an entry has no whole key");
    }
    if (keyLength >= 0 && !ascends(length)) {
      throw corrupt("its keys do not ascend");
    }
    if (key.length < shared + unshared) {
      key = Arrays.copyOf(key, 2 * (shared + unshared));
    }
    System.arraycopy(value, keyAt, key, shared, unshared);
    keyLength = length;
    sharable = length + trailerBytes;
    valueAt = keyAt + unshared;
    nextEntry = valueAt + valueLength;
    return true;
  }

  /**
   * Goes to the first entry after the current one whose key is not less than the target; false when
   * the block has none.
   */
  boolean seek(byte[] target, int targetLength) {
    int restart = lastRestartBefore(target, targetLength);
    if (restart > nextEntry) {
      nextEntry = restart;
    }
    while (next()) {
      if (Arrays.compareUnsigned(key, 0, keyLength, target, 0, targetLength) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The current key with its trailer; changes with each move. */
  byte[] key() {
    return key;
  }

  /** Of the current key without its trailer. */
  int keyLength() {
    return keyLength;
  }

  byte[] value() {
    return value;
  }

  int valueAt() {
    return valueAt;
  }

  int valueLength() {
    return valueLength;
  }

  /** The offset of the last restart point whose key is less than the target, or 0. */
  private int lastRestartBefore(byte[] target, int targetLength) {
    Block b = current();
    int low = 0;
    int high = b.restartCount();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      int offset = b.restart(middle);
      if (offset >= entriesEnd) {
        throw corrupt("a restart point has no entry");
      }
      readHeader(offset);
      if (shared != 0 || unshared < trailerBytes) {
        throw corrupt("a restart point has no whole key");
      }
      int order =
          Arrays.compareUnsigned(
              value, keyAt, keyAt + unshared - trailerBytes, target, 0, targetLength);
      if (order < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : b.restart(low);
  }

  /** Reads the three lengths of an entry and checks that it lies within the block. */
  private void readHeader(int offset) {
    int at = offset;
    byte[] bytes = value;
    // Nearly all lengths take one byte.
    if (entriesEnd - at > 3 && (bytes[at] | bytes[at + 1] | bytes[at + 2]) >= 0) {
      shared = bytes[at];
      unshared = bytes[at + 1];
      valueLength = bytes[at + 2];
      keyAt = at + 3;
    } else {
      readLongHeader(at);
    }
    if (unshared > entriesEnd - keyAt || valueLength > entriesEnd - keyAt - unshared) {
      throw corrupt("an entry reaches beyond its block");
    }
  }

  private void readLongHeader(int offset) {
    keyAt = offset;
    shared = readLength();
    unshared = readLength();
    valueLength = readLength();
  }

  private int readLength() {
    int length = 0;
    for (int shift = 0; keyAt < entriesEnd && shift < 32; shift += 7) {
      byte b = value[keyAt++];
      length |= (b & 0x7f) << shift;
      if (b >= 0) {
        if (length < 0 || (shift == 28 && b > 7)) {
          break;
        }
        return length;
      }
    }
    throw corrupt("an entry has a malformed length");
  }

  /**
   * Whether the key just read, of which the first bytes are shared, is greater than the current.
   */
  private boolean ascends(int length) {
    int same = Math.min(shared, Math.min(length, keyLength));
    if (same == keyLength || same == length) {
      return length > keyLength;
    }
    return Arrays.compareUnsigned(value, keyAt, keyAt + length - shared, key, shared, keyLength)
        > 0;
  }

  Block current() {
    if (block == null) {
      throw new IllegalStateException("the cursor has not entered a block");
    }
    return block;
  }

  private RuntimeException corrupt(String reason) {
    return CorruptRun.because(current().run(), reason);
  }
}
