package io.anabranch.versioning.sortedrun;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last 53 bytes of a file: where its metaindex and its index lie. */
record Footer(BlockHandle metaIndex, BlockHandle index) {

  static final int BYTES = 53;

  private static final byte CRC32C = 1;
  private static final int HANDLES_AT = 1;
  private static final int HANDLES_END = 41;

  /** Version 2 as four bytes, then the eight bytes that mark the format. */
  private static final byte[] VERSION_AND_MAGIC = {
    2,
    0,
    0,
    0,
    (byte) 0xf7,
    (byte) 0xcf,
    (byte) 0xf4,
    (byte) 0x85,
    (byte) 0xb7,
    0x41,
    (byte) 0xe2,
    (byte) 0x88
  };

  byte[] encode() {
    byte[] footer = new byte[BYTES];
    footer[0] = CRC32C;
    index.put(footer, metaIndex.put(footer, HANDLES_AT));
    System.arraycopy(VERSION_AND_MAGIC, 0, footer, HANDLES_END, VERSION_AND_MAGIC.length);
    return footer;
  }

  /** Null when the bytes are not a footer of this format. */
  static @Nullable Footer decode(byte[] footer) {
    if (footer[0] != CRC32C
        || !Arrays.equals(
            footer, HANDLES_END, BYTES, VERSION_AND_MAGIC, 0, VERSION_AND_MAGIC.length)) {
      return null;
    }
    BlockHandle metaIndex = BlockHandle.read(footer, HANDLES_AT, HANDLES_END);
    if (metaIndex == null) {
      return null;
    }
    BlockHandle index = BlockHandle.read(footer, HANDLES_AT + metaIndex.encodedSize(), HANDLES_END);
    return index == null ? null : new Footer(metaIndex, index);
  }
}
