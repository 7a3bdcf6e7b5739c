package io.anabranch.versioning.sortedrun;

/** The five bytes after each block: how it is compressed, and a checksum over block and that. */
final class BlockTrailer {

  static final int BYTES = 5;
  static final byte UNCOMPRESSED = 0;
  static final byte SNAPPY = 1;

  private static final int MASK = 0xa282ead8;

  private BlockTrailer() {}

  /** Checksums are stored masked, because one over bytes that hold checksums is a weak one. */
  static int mask(long crc32c) {
    return Integer.rotateRight((int) crc32c, 15) + MASK;
  }
}
