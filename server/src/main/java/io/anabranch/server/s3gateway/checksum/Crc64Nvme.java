package io.anabranch.server.s3gateway.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which the JDK does not have: polynomial ad93d23594c93659, reflected, all ones at
 * first and exclusive-or'd at the end. Eight bytes a step: table {@code i} has what a byte comes to
 * that has {@code i} more behind it.
 */
final class Crc64Nvme implements Checksum {

  /** The polynomial with its bits reversed. */
  static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final int STEP = Long.BYTES;
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = tables();

  private long remainder = -1;

  private static long[][] tables() {
    long[][] tables = new long[STEP][256];
    for (int i = 0; i < 256; i++) {
      long value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[0][i] = value;
    }
    for (int table = 1; table < STEP; table++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[table - 1][i];
        tables[table][i] = (before >>> Byte.SIZE) ^ tables[0][(int) (before & 0xff)];
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    remainder = (remainder >>> Byte.SIZE) ^ TABLES[0][(int) ((remainder ^ value) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    long crc = remainder;
    for (; at <= end - STEP; at += STEP) {
      long next = crc ^ (long) LITTLE_ENDIAN.get(bytes, at);
      crc =
          TABLES[7][(int) (next & 0xff)]
              ^ TABLES[6][(int) ((next >>> 8) & 0xff)]
              ^ TABLES[5][(int) ((next >>> 16) & 0xff)]
              ^ TABLES[4][(int) ((next >>> 24) & 0xff)]
              ^ TABLES[3][(int) ((next >>> 32) & 0xff)]
              ^ TABLES[2][(int) ((next >>> 40) & 0xff)]
              ^ TABLES[1][(int) ((next >>> 48) & 0xff)]
              ^ TABLES[0][(int) (next >>> 56)];
    }
    remainder = crc;
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  /** All 64 bits; as a number it may be negative. */
  @Override
  public long getValue() {
    return ~remainder;
  }

  @Override
  public void reset() {
    remainder = -1;
  }
}
