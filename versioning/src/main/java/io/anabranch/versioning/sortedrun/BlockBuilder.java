package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.Varint;
import java.util.Arrays;

/**
 * Lays out one block: entries whose keys share a prefix with the key before, except at restart
 * points, whose offsets end the block. Reusable, not for use by many threads.
 */
final class BlockBuilder {

  /** A block is flushed at this size, and before it when the next entry would pass it. */
  static final int TARGET_BYTES = 4096;

  /** Below this size (90 % of the target) the next entry always goes in. */
  private static final int MIN_BYTES = 3687;

  private static final int MAX_VARINTS = 3 * 5;

  private final int restartInterval;
  private byte[] buffer = new byte[2 * TARGET_BYTES];
  private int length;
  private int[] restarts = new int[64];
  private int restartCount;
  private int entries;
  private byte[] lastKey = new byte[256];
  private int lastKeyLength;

  BlockBuilder(int restartInterval) {
    this.restartInterval = restartInterval;
  }

  void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    int shared = entries % restartInterval == 0 ? restart() : sharedPrefix(key, keyLength);
    reserve(MAX_VARINTS + keyLength + valueLength);
    length = Varint.put(buffer, length, shared);
    length = Varint.put(buffer, length, keyLength - shared);
    length = Varint.put(buffer, length, valueLength);
    System.arraycopy(key, shared, buffer, length, keyLength - shared);
    length += keyLength - shared;
    System.arraycopy(value, valueOffset, buffer, length, valueLength);
    length += valueLength;
    remember(key, keyLength);
    entries++;
  }

  /** Whether the block should be flushed before an entry is added to it. */
  boolean isFullBefore(int keyLength, int valueLength) {
    int size = estimatedBytes();
    if (entries == 0 || size >= TARGET_BYTES) {
      return entries > 0;
    }
    if (size <= MIN_BYTES) {
      return false;
    }
    int restart = entries % restartInterval == 0 ? Integer.BYTES : 0;
    int lengths = 4 + Varint.size(keyLength) + Varint.size(valueLength);
    return size + keyLength + valueLength + restart + lengths > TARGET_BYTES;
  }

  /** What the block would take, uncompressed, if it ended here. */
  int estimatedBytes() {
    return length + Integer.BYTES * restartCount + Integer.BYTES;
  }

  int entries() {
    return entries;
  }

  byte[] lastKey() {
    return lastKey;
  }

  int lastKeyLength() {
    return lastKeyLength;
  }

  /** Ends the block; its bytes are in {@link #buffer} until {@link #clear}. Returns their count. */
  int finish() {
    if (restartCount == 0) {
      restarts[restartCount++] = 0;
    }
    reserve(Integer.BYTES * (restartCount + 1));
    for (int i = 0; i < restartCount; i++) {
      putInt(restarts[i]);
    }
    putInt(restartCount);
    return length;
  }

  byte[] buffer() {
    return buffer;
  }

  void clear() {
    length = 0;
    restartCount = 0;
    entries = 0;
    lastKeyLength = 0;
  }

  private int restart() {
    if (restartCount == restarts.length) {
      restarts = Arrays.copyOf(restarts, 2 * restarts.length);
    }
    restarts[restartCount++] = length;
    return 0;
  }

  private int sharedPrefix(byte[] key, int keyLength) {
    int common = Math.min(keyLength, lastKeyLength);
    int mismatch = Arrays.mismatch(key, 0, common, lastKey, 0, common);
    return mismatch < 0 ? common : mismatch;
  }

  private void remember(byte[] key, int keyLength) {
    if (lastKey.length < keyLength) {
      lastKey = new byte[2 * keyLength];
    }
    System.arraycopy(key, 0, lastKey, 0, keyLength);
    lastKeyLength = keyLength;
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }

  private void putInt(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      buffer[length++] = (byte) (value >>> shift);
    }
  }
}
