package io.anabranch.server.s3gateway.checksum;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The checksums of an object that was uploaded in parts, from those of the parts. Values that are
 * not the algorithm's are refused with an {@link IllegalArgumentException}: check them when they
 * arrive.
 */
public final class PartChecksums {

  /**
   * A part.
   *
   * @param checksum its value, in base64
   * @param length in bytes
   */
  public record Part(String checksum, long length) {}

  private PartChecksums() {}

  /**
   * The checksum of all bytes, as if they had come at once ({@code FULL_OBJECT}).
   *
   * @param algorithm one that {@linkplain ChecksumAlgorithm#isCombinable() can be combined}
   * @param parts in their order; of none at all it is the value of no bytes
   */
  public static String fullObject(ChecksumAlgorithm algorithm, List<Part> parts) {
    CrcField field = CrcField.of(algorithm);
    long whole = 0; // Of no bytes, with these CRCs.
    for (Part part : parts) {
      whole = field.combine(whole, number(bytes(algorithm, part.checksum())), part.length());
    }
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(whole).array();
    int bytes = field.width() / Byte.SIZE;
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(all, all.length - bytes, all.length));
  }

  /**
   * The checksum of the parts' checksums, one after the other, and how many they are ({@code
   * COMPOSITE}): {@code <base64>-<parts>}.
   */
  public static String composite(ChecksumAlgorithm algorithm, List<String> checksums) {
    RunningChecksum running = algorithm.running();
    for (String checksum : checksums) {
      byte[] raw = bytes(algorithm, checksum);
      running.update(raw, 0, raw.length);
    }
    return running.base64() + "-" + checksums.size();
  }

  private static byte[] bytes(ChecksumAlgorithm algorithm, String checksum) {
    return algorithm
        .decode(checksum)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + checksum + "' is no value of " + algorithm));
  }

  private static long number(byte[] bigEndian) {
    long number = 0;
    for (byte each : bigEndian) {
      number = number << Byte.SIZE | (each & 0xff);
    }
    return number;
  }
}
