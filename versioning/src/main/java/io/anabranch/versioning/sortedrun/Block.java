package io.anabranch.versioning.sortedrun;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A decoded block. What its bytes claim is checked where it is used; only the list of restart
 * points is known to lie within them. Immutable.
 */
final class Block {

  private final byte[] bytes;
  private final int restartsAt;
  private final int restartCount;
  private final String run;
  private final MemorySegment stored;

  /**
   * @param length of the block; more bytes may follow it
   * @param stored the block as its file has it, with its trailer
   * @param run names the file in messages
   */
  Block(byte[] bytes, int length, MemorySegment stored, String run) {
    if (length < 2 * Integer.BYTES) {
      throw CorruptRun.because(run, "a block has only " + length + " bytes");
    }
    this.bytes = bytes;
    this.restartCount = int32(bytes, length - Integer.BYTES);
    if (restartCount < 1 || restartCount > length / Integer.BYTES - 1) {
      throw CorruptRun.because(run, "a block claims " + restartCount + " restart points");
    }
    this.restartsAt = length - Integer.BYTES * (restartCount + 1);
    this.stored = stored;
    this.run = run;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the entries end and the offsets of the restart points begin. */
  int restartsAt() {
    return restartsAt;
  }

  int restartCount() {
    return restartCount;
  }

  String run() {
    return run;
  }

  MemorySegment stored() {
    return stored;
  }

  /** Whether the block consists of the first bytes of an array. */
  boolean equals(byte[] other, int length) {
    int ownLength = restartsAt + Integer.BYTES * (restartCount + 1);
    return ownLength == length && Arrays.equals(bytes, 0, length, other, 0, length);
  }

  int restart(int i) {
    int offset = int32(bytes, restartsAt + Integer.BYTES * i);
    if (offset < 0 || offset > restartsAt) {
      throw CorruptRun.because(run, "a restart point lies outside of its block");
    }
    return offset;
  }

  static int int32(byte[] source, int at) {
    return (source[at] & 0xff)
        | ((source[at + 1] & 0xff) << 8)
        | ((source[at + 2] & 0xff) << 16)
        | (source[at + 3] << 24);
  }
}
