package io.anabranch.blockstore;

/**
 * A digest over all bytes of an object, as the store computed or verified it.
 *
 * @param hex the digest in lower-case hexadecimal, most significant byte first
 */
public record Checksum(Algorithm algorithm, String hex) {

  /** What stores of the field keep; CRC-32C is Castagnoli's polynomial as in RFC 3720. */
  public enum Algorithm {
    MD5,
    CRC32C
  }
}
