package io.anabranch.server.s3gateway.checksum;

/**
 * The arithmetic that reflected CRCs are made of: polynomials over GF(2), modulo that of the CRC.
 * The highest of the {@code width} bits is the coefficient of x^0.
 *
 * @param width bits of the CRC: 32 or 64
 * @param polynomial with its bits reversed
 */
record CrcField(int width, long polynomial) {

  static CrcField of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> new CrcField(Integer.SIZE, 0xedb88320L);
      case CRC32C -> new CrcField(Integer.SIZE, 0x82f63b78L);
      case CRC64NVME -> new CrcField(Long.SIZE, Crc64Nvme.POLYNOMIAL);
      case SHA1, SHA256 ->
          throw new IllegalArgumentException(algorithm + " of a whole needs all of its bytes");
    };
  }

  /**
   * The CRC of A and B, one after the other: A's is moved past B's bytes by x^(8 * length of B).
   */
  long combine(long a, long b, long lengthOfB) {
    return multiply(power(lengthOfB), a) ^ b;
  }

  /** x^(8 * bytes), by squaring. */
  private long power(long bytes) {
    long result = one();
    long square = one() >>> Byte.SIZE;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  private long multiply(long a, long b) {
    long product = 0;
    long shifted = b;
    for (long bit = one(); bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted >>> 1) ^ ((shifted & 1) == 0 ? 0 : polynomial);
    }
    return product;
  }

  private long one() {
    return 1L << (width - 1);
  }
}
