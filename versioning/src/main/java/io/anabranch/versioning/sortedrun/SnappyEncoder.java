package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.Varint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Snappy block compression with one exact choice of matches. Where ranges are cut depends on the
 * sizes of compressed blocks, so servers get equal ids only if their encoders choose alike: every
 * constant and the order of table updates here is part of the tree format, not a matter of taste.
 *
 * <p>Reusable, not for use by many threads.
 */
final class SnappyEncoder {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Input is compressed in pieces of this size, with no match from one into another. */
  private static final int PIECE = 1 << 16;

  /** Matches are not sought in the last bytes of a piece. */
  private static final int MARGIN = 15;

  /** Shorter pieces are one literal. */
  private static final int MIN_COMPRESSIBLE = 1 + 1 + MARGIN;

  private static final int MIN_TABLE = 1 << 8;
  private static final int MAX_TABLE = 1 << 14;
  private static final int HASH_FACTOR = 0x1e35a7bd;

  /** Where in the piece a hash was seen last. */
  private final char[] table = new char[MAX_TABLE];

  private byte[] out = new byte[0];
  private int length;

  /** Compresses; the result is in {@link #output} until the next call. Returns its length. */
  int encode(byte[] source, int sourceLength) {
    int worst = 32 + sourceLength + sourceLength / 6;
    if (out.length < worst) {
      out = new byte[worst];
    }
    length = Varint.put(out, 0, sourceLength);
    for (int start = 0; start < sourceLength; start += PIECE) {
      int end = Math.min(sourceLength, start + PIECE);
      if (end - start < MIN_COMPRESSIBLE) {
        putLiteral(source, start, end);
      } else {
        encodePiece(source, start, end);
      }
    }
    return length;
  }

  byte[] output() {
    return out;
  }

  private void encodePiece(byte[] source, int start, int end) {
    int shift = clearTable(end - start);
    int limit = end - MARGIN;
    int literalStart = start;
    int at = start + 1;
    int nextHash = hash(int32(source, at), shift);
    while (true) {
      // After 32 misses every other byte is tried, after 32 more every third, and so on.
      int skip = 32;
      int next = at;
      int candidate;
      do {
        at = next;
        int step = skip >> 5;
        next = at + step;
        skip += step;
        if (next > limit) {
          putLiteral(source, literalStart, end);
          return;
        }
        candidate = start + table[nextHash];
        table[nextHash] = (char) (at - start);
        nextHash = hash(int32(source, next), shift);
      } while (int32(source, at) != int32(source, candidate));
      putLiteral(source, literalStart, at);

      while (true) {
        int matchStart = at;
        at = endOfMatch(source, candidate + 4, at + 4, end);
        putCopy(matchStart - candidate, at - matchStart);
        literalStart = at;
        if (at >= limit) {
          putLiteral(source, literalStart, end);
          return;
        }
        long around = (long) LONG.get(source, at - 1);
        table[hash((int) around, shift)] = (char) (at - 1 - start);
        int hash = hash((int) (around >>> 8), shift);
        candidate = start + table[hash];
        table[hash] = (char) (at - start);
        if ((int) (around >>> 8) != int32(source, candidate)) {
          nextHash = hash((int) (around >>> 16), shift);
          at++;
          break;
        }
      }
    }
  }

  /** Makes the table fit for a piece, and returns the shift that hashes into it. */
  private int clearTable(int pieceLength) {
    int size = MIN_TABLE;
    int shift = 32 - 8;
    while (size < MAX_TABLE && size < pieceLength) {
      size *= 2;
      shift--;
    }
    Arrays.fill(table, 0, size, (char) 0);
    return shift;
  }

  private static int endOfMatch(byte[] source, int earlier, int later, int end) {
    int mismatch = Arrays.mismatch(source, earlier, earlier + end - later, source, later, end);
    return mismatch < 0 ? end : later + mismatch;
  }

  private void putLiteral(byte[] source, int start, int end) {
    int count = end - start;
    if (count == 0) {
      return;
    }
    int n = count - 1;
    if (n < 60) {
      out[length++] = (byte) (n << 2);
    } else if (n < 1 << 8) {
      out[length++] = (byte) (60 << 2);
      out[length++] = (byte) n;
    } else {
      out[length++] = (byte) (61 << 2);
      out[length++] = (byte) n;
      out[length++] = (byte) (n >> 8);
    }
    System.arraycopy(source, start, out, length, count);
    length += count;
  }

  /** Long copies are cut so that no piece shorter than four bytes is left. */
  private void putCopy(int distance, int count) {
    int left = count;
    while (left >= 68) {
      putLongCopy(distance, 64);
      left -= 64;
    }
    if (left > 64) {
      putLongCopy(distance, 60);
      left -= 60;
    }
    if (left >= 12 || distance >= 2048) {
      putLongCopy(distance, left);
    } else {
      out[length++] = (byte) ((distance >> 8 << 5) | ((left - 4) << 2) | 1);
      out[length++] = (byte) distance;
    }
  }

  private void putLongCopy(int distance, int count) {
    out[length++] = (byte) (((count - 1) << 2) | 2);
    out[length++] = (byte) distance;
    out[length++] = (byte) (distance >> 8);
  }

  private static int hash(int value, int shift) {
    return (value * HASH_FACTOR) >>> shift;
  }

  private static int int32(byte[] source, int at) {
    return (int) INT.get(source, at);
  }
}
