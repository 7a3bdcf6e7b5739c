package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.Varint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Decompresses Snappy blocks. Malformed input is never read or written out of bounds. */
final class SnappyDecoder {

  /** The best that the format can do is a copy of 64 bytes in three. */
  private static final long MAX_RATIO = 22;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SnappyDecoder() {}

  /** The bytes, or null when the input is malformed. */
  static byte @Nullable [] decode(byte[] source, int end) {
    long size = Varint.get(source, 0, end, Math.min(Integer.MAX_VALUE - 8, MAX_RATIO * end));
    if (size < 0) {
      return null;
    }
    byte[] target = new byte[(int) size];
    return fill(target, source, Varint.sizeAt(source, 0, end), end) ? target : null;
  }

  private static boolean fill(byte[] target, byte[] source, int start, int end) {
    int in = start;
    int out = 0;
    while (in < end) {
      int tag = source[in++] & 0xff;
      int count;
      int distance;
      switch (tag & 3) {
        case 0 -> {
          count = (tag >> 2) + 1;
          if (count > 60) {
            int bytes = count - 60;
            if (bytes > end - in) {
              return false;
            }
            count = littleEndian(source, in, bytes) + 1;
            in += bytes;
          }
          if (count <= 0 || count > end - in || count > target.length - out) {
            return false;
          }
          if (count <= 16 && source.length - in >= 16 && target.length - out >= 16) {
            copyLong(source, in, target, out);
            copyLong(source, in + 8, target, out + 8);
          } else {
            System.arraycopy(source, in, target, out, count);
          }
          in += count;
          out += count;
          continue;
        }
        case 1 -> {
          if (in >= end) {
            return false;
          }
          count = 4 + ((tag >> 2) & 7);
          distance = (tag >> 5 << 8) | (source[in++] & 0xff);
        }
        case 2 -> {
          if (end - in < 2) {
            return false;
          }
          count = 1 + (tag >> 2);
          distance = littleEndian(source, in, 2);
          in += 2;
        }
        default -> {
          if (end - in < 4) {
            return false;
          }
          count = 1 + (tag >> 2);
          distance = littleEndian(source, in, 4);
          in += 4;
        }
      }
      if (distance <= 0 || distance > out || count > target.length - out) {
        return false;
      }
      copy(target, out, distance, count);
      out += count;
    }
    return out == target.length;
  }

  /** Eight bytes at a time where that is possible; what is written too much is overwritten. */
  private static void copy(byte[] target, int out, int distance, int count) {
    if (distance >= Long.BYTES && target.length - out >= count + Long.BYTES) {
      for (int i = 0; i < count; i += Long.BYTES) {
        copyLong(target, out + i - distance, target, out + i);
      }
      return;
    }
    if (distance >= count) {
      System.arraycopy(target, out - distance, target, out, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[out + i] = target[out + i - distance];
    }
  }

  private static void copyLong(byte[] source, int in, byte[] target, int out) {
    LONG.set(target, out, (long) LONG.get(source, in));
  }

  private static int littleEndian(byte[] source, int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (source[at + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
