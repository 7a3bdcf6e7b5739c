package io.anabranch.versioning.format;

/**
 * Little-endian base-128 integers, as in protobuf. Readers answer -1 for a number that is cut off,
 * negative or beyond the limit, so that callers can report what was malformed.
 */
public final class Varint {

  private static final int MAX_BYTES = 10;

  private Varint() {}

  /** Writes an unsigned number and returns the offset after it. */
  public static int put(byte[] target, int offset, long value) {
    int at = offset;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** The bytes that an unsigned number takes. */
  public static int size(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  /** The bytes that the number at the offset takes, or -1. */
  public static int sizeAt(byte[] source, int offset, int end) {
    int limit = Math.min(end, offset + MAX_BYTES);
    for (int at = offset; at < limit; at++) {
      if (source[at] >= 0) {
        return at - offset + 1;
      }
    }
    return -1;
  }

  /** The unsigned number at the offset, or -1 when it is malformed or beyond {@code max}. */
  public static long get(byte[] source, int offset, int end, long max) {
    long value = 0;
    int limit = Math.min(end, offset + MAX_BYTES);
    for (int at = offset, shift = 0; at < limit; at++, shift += 7) {
      byte b = source[at];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value < 0 || value > max || (shift == 63 && b > 1) ? -1 : value;
      }
    }
    return -1;
  }
}
