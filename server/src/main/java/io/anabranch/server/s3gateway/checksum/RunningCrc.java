package io.anabranch.server.s3gateway.checksum;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * A cyclic redundancy check.
 *
 * @param bytes that its value has: 4 or 8
 */
record RunningCrc(Checksum crc, int bytes) implements RunningChecksum {

  @Override
  public void update(byte[] data, int offset, int length) {
    crc.update(data, offset, length);
  }

  @Override
  public byte[] value() {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
    return Arrays.copyOfRange(all, Long.BYTES - bytes, Long.BYTES);
  }
}
