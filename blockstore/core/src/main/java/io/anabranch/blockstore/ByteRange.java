package io.anabranch.blockstore;

/**
 * Part of an object. A range that goes on beyond the end of the object is cut there; one that
 * begins at or after the end is not satisfiable.
 *
 * @param offset of the first byte, counted from zero
 * @param length in bytes, at least one
 */
public record ByteRange(long offset, long length) {

  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("not a range: offset " + offset + ", length " + length);
    }
  }

  /** Everything from an offset to the end of the object. */
  public static ByteRange from(long offset) {
    return new ByteRange(offset, Long.MAX_VALUE - offset);
  }

  /**
   * How many bytes of an object of the given size the range covers; zero when it is not
   * satisfiable.
   */
  public long lengthWithin(long size) {
    return Math.max(0, Math.min(length, size - offset));
  }
}
