package io.anabranch.versioning.sortedrun;

import java.util.Arrays;

/**
 * Keys as blocks hold them: the user's key and eight bytes that a store with versions would use.
 * Records always carry the same ones; index keys that stand between two records carry others.
 */
final class InternalKey {

  static final int TRAILER_BYTES = 8;

  private static final long RECORD = 1;
  private static final long SEPARATOR = (((1L << 56) - 1) << 8) | 17;

  /** The index key of the one block of an empty run. */
  private static final long NO_RECORD = 255;

  private InternalKey() {}

  static void putRecordTrailer(byte[] target, int at) {
    putTrailer(target, at, RECORD);
  }

  /** Whether the eight bytes at the offset are those of a record that exists: the kind is a set. */
  static boolean isRecord(byte[] source, int at) {
    return source[at] == (byte) RECORD;
  }

  /**
   * A short key not less than the last record of a block and less than the first of the next; ends
   * with its trailer.
   *
   * @param last an internal key, as is {@code next}
   */
  static byte[] between(byte[] last, int lastLength, byte[] next, int nextLength) {
    int a = lastLength - TRAILER_BYTES;
    int b = nextLength - TRAILER_BYTES;
    int common = Math.min(a, b);
    int at = Arrays.mismatch(last, 0, common, next, 0, common);
    if (at < 0) {
      return Arrays.copyOf(last, lastLength);
    }
    if (at < b - 1 || (last[at] & 0xff) + 1 < (next[at] & 0xff)) {
      return shortened(last, at);
    }
    for (int i = at + 1; i < a; i++) {
      if (last[i] != (byte) 0xff) {
        return shortened(last, i);
      }
    }
    return Arrays.copyOf(last, lastLength);
  }

  /** A short key not less than the last record of a run; ends with its trailer. */
  static byte[] after(byte[] last, int lastLength) {
    if (lastLength == 0) {
      byte[] none = new byte[TRAILER_BYTES];
      putTrailer(none, 0, NO_RECORD);
      return none;
    }
    for (int i = 0; i < lastLength - TRAILER_BYTES; i++) {
      if (last[i] != (byte) 0xff) {
        return shortened(last, i);
      }
    }
    return Arrays.copyOf(last, lastLength);
  }

  private static byte[] shortened(byte[] key, int incremented) {
    byte[] separator = Arrays.copyOf(key, incremented + 1 + TRAILER_BYTES);
    separator[incremented]++;
    putTrailer(separator, incremented + 1, SEPARATOR);
    return separator;
  }

  private static void putTrailer(byte[] target, int at, long trailer) {
    for (int i = 0; i < TRAILER_BYTES; i++) {
      target[at + i] = (byte) (trailer >>> (Byte.SIZE * i));
    }
  }
}
