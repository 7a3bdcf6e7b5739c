package io.anabranch.versioning.tree;

/**
 * How trees are cut into ranges. Servers that share a storage namespace should agree, so that equal
 * contents get equal ids.
 *
 * @param minRangeBytes a range is not closed before it has this size
 * @param maxRangeBytes a range is closed at this size
 * @param raggedness a range is closed after a key whose hash is a multiple of it: the mean number
 *     of entries of a range that no size limit closes; at least 1
 */
public record TreeSettings(long minRangeBytes, long maxRangeBytes, long raggedness) {

  public static final TreeSettings DEFAULT = new TreeSettings(0, 20L << 20, 50_000);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public TreeSettings {
    if (raggedness < 1) {
      throw new IllegalArgumentException("raggedness must be at least 1, not " + raggedness);
    }
  }

  /**
   * Whether a range ends after the record just added to it. Where no size decides, the key alone
   * does: so an edited tree falls into the same ranges again soon after the edit.
   *
   * @param estimatedBytes of the range so far
   */
  boolean endsRange(long estimatedBytes, byte[] key, int keyLength) {
    if (estimatedBytes < minRangeBytes) {
      return false;
    }
    return estimatedBytes >= maxRangeBytes
        || Long.remainderUnsigned(fnv1a(key, keyLength), raggedness) == 0;
  }

  private static long fnv1a(byte[] key, int keyLength) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < keyLength; i++) {
      hash = (hash ^ (key[i] & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
