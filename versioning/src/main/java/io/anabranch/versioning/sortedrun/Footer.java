package io.anabranch.versioning.sortedrun;

import java.util.Arrays;

/** The last 53 bytes of a file: where its metaindex and its index lie. */
record Footer(BlockHandle metaIndex, BlockHandle index) {

  static final int BYTES = 53;

  private static final byte CRC32C = 1;
  private static final int HANDLES_AT = 1;
  private static final int HANDLES_END = 41;

  private static final int VERSION = 2;
  private static final byte[] MAGIC = {
    (byte) 0xf7, (byte) 0xcf, (byte) 0xf4, (byte) 0x85, (byte) 0xb7, 0x41, (byte) 0xe2, (byte) 0x88
  };
  private static final int MAGIC_AT = BYTES - MAGIC.length;

  byte[] encode() {
    byte[] footer = new byte[BYTES];
    footer[0] = CRC32C;
    index.put(footer, metaIndex.put(footer, HANDLES_AT));
    footer[HANDLES_END] = VERSION;
    System.arraycopy(MAGIC, 0, footer, MAGIC_AT, MAGIC.length);
    return footer;
  }

  /**
   * @param run names the file in messages
   */
  static Footer decode(byte[] footer, String run) {
    if (!Arrays.equals(footer, MAGIC_AT, BYTES, MAGIC, 0, MAGIC.length)) {
      throw CorruptRun.because(run, "it does not end as a sorted run does");
    }
    int version = Block.int32(footer, HANDLES_END);
    if (version != VERSION) {
      throw CorruptRun.because(run, "it is of version " + version + ", and only 2 can be read");
    }
    if (footer[0] != CRC32C) {
      throw CorruptRun.because(
          run, "its checksums are of kind " + footer[0] + ", and only 1 (CRC-32C) can be read");
    }
    BlockHandle metaIndex = BlockHandle.read(footer, HANDLES_AT, HANDLES_END);
    BlockHandle index =
        metaIndex == null
            ? null
            : BlockHandle.read(footer, HANDLES_AT + metaIndex.encodedSize(), HANDLES_END);
    if (metaIndex == null || index == null) {
      throw CorruptRun.because(run, "its footer is malformed");
    }
    return new Footer(metaIndex, index);
  }
}
