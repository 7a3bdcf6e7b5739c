package io.anabranch.server.s3gateway.checksum;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An additional checksum of S3. Its values are base64; those of the CRCs have the most significant
 * byte first.
 */
public enum ChecksumAlgorithm {
  CRC32(4),
  CRC32C(4),
  CRC64NVME(8),
  SHA1(20),
  SHA256(32);

  private final int bytes;
  private final String header;

  ChecksumAlgorithm(int bytes) {
    this.bytes = bytes;
    this.header = "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /** The header, or trailer, that has its value; in lower case. */
  public String header() {
    return header;
  }

  /**
   * The one of this name.
   *
   * @param name as {@code x-amz-checksum-algorithm} has it, in any case
   */
  public static Optional<ChecksumAlgorithm> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findAny();
  }

  /**
   * The one whose value this header has.
   *
   * @param header in any case
   */
  public static Optional<ChecksumAlgorithm> ofHeader(String header) {
    return Arrays.stream(values()).filter(each -> each.header.equalsIgnoreCase(header)).findAny();
  }

  /** A computation that has seen nothing yet. */
  public RunningChecksum running() {
    return switch (this) {
      case CRC32 -> new RunningCrc(new java.util.zip.CRC32(), bytes);
      case CRC32C -> new RunningCrc(new java.util.zip.CRC32C(), bytes);
      case CRC64NVME -> new RunningCrc(new Crc64Nvme(), bytes);
      case SHA1 -> new RunningDigest("SHA-1");
      case SHA256 -> new RunningDigest("SHA-256");
    };
  }

  /** Whether the value of a whole can be had from those of its parts: so with the CRCs. */
  public boolean isCombinable() {
    return switch (this) {
      case CRC32, CRC32C, CRC64NVME -> true;
      case SHA1, SHA256 -> false;
    };
  }

  /**
   * The bytes of a value.
   *
   * @return empty if it is not base64 of the right length
   */
  public Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64)).filter(raw -> raw.length == bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
