package io.anabranch.server.s3gateway.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which the JDK does not have: polynomial ad93d23594c93659, reflected, all ones at
 * first and exclusive-or'd at the end. Sixteen bytes a step: table {@code i} has what a byte comes
 * to that has {@code i} more behind it.
 */
final class Crc64Nvme implements Checksum {

  /** The polynomial with its bits reversed. */
  static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final int STEP = 2 * Long.BYTES;
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How many values a table has; all stand in one array, which is twice as fast. */
  private static final int TABLE = 256;

  private static final long[] TABLES = tables();

  private long remainder = -1;

  private static long[] tables() {
    long[] tables = new long[STEP * TABLE];
    for (int i = 0; i < TABLE; i++) {
      long value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[i] = value;
    }
    for (int i = TABLE; i < tables.length; i++) {
      long before = tables[i - TABLE];
      tables[i] = (before >>> Byte.SIZE) ^ tables[(int) (before & 0xff)];
    }
    return tables;
  }

  @Override
  public void update(int value) {
    remainder = (remainder >>> Byte.SIZE) ^ TABLES[(int) ((remainder ^ value) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    long crc = remainder;
    for (; at <= end - STEP; at += STEP) {
      // The second half does not wait for what came before.
      crc =
          moved((long) LITTLE_ENDIAN.get(bytes, at + Long.BYTES), 0)
              ^ moved(crc ^ (long) LITTLE_ENDIAN.get(bytes, at), Long.BYTES * TABLE);
    }
    remainder = crc;
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  /**
   * What eight bytes come to.
   *
   * @param table the first of eight: that of as many bytes as there are behind them
   */
  private static long moved(long bytes, int table) {
    return TABLES[table + 7 * TABLE + (int) (bytes & 0xff)]
        ^ TABLES[table + 6 * TABLE + (int) ((bytes >>> 8) & 0xff)]
        ^ TABLES[table + 5 * TABLE + (int) ((bytes >>> 16) & 0xff)]
        ^ TABLES[table + 4 * TABLE + (int) ((bytes >>> 24) & 0xff)]
        ^ TABLES[table + 3 * TABLE + (int) ((bytes >>> 32) & 0xff)]
        ^ TABLES[table + 2 * TABLE + (int) ((bytes >>> 40) & 0xff)]
        ^ TABLES[table + TABLE + (int) ((bytes >>> 48) & 0xff)]
        ^ TABLES[table + (int) (bytes >>> 56)];
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
