package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.Varint;
import org.jspecify.annotations.Nullable;

/**
 * Where a block lies in its file.
 *
 * @param length without the block's trailer
 */
record BlockHandle(long offset, long length) {

  static final int MAX_BYTES = 20;

  /** The handle at the offset, or null when it is malformed. */
  static @Nullable BlockHandle read(byte[] source, int offset, int end) {
    long blockOffset = Varint.get(source, offset, end, Long.MAX_VALUE);
    if (blockOffset < 0) {
      return null;
    }
    int lengthAt = offset + Varint.sizeAt(source, offset, end);
    long blockLength = Varint.get(source, lengthAt, end, Long.MAX_VALUE);
    return blockLength < 0 ? null : new BlockHandle(blockOffset, blockLength);
  }

  /** Where the block's trailer ends. */
  long blockEnd() {
    return offset + length + BlockTrailer.BYTES;
  }

  /** Writes the handle and returns the offset after it. */
  int put(byte[] target, int at) {
    return Varint.put(target, Varint.put(target, at, offset), length);
  }

  /** The bytes that the handle itself takes. */
  int encodedSize() {
    return Varint.size(offset) + Varint.size(length);
  }
}
