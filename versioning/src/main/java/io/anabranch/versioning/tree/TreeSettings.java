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

  /** See docs/decisions/0011: lakeFS aims at ten times as many entries. */
  public static final TreeSettings DEFAULT = new TreeSettings(0, 20L << 20, 5_000);

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
   * @param keyHash see {@link KeyHash}
   */
  boolean endsRange(long estimatedBytes, long keyHash) {
    if (estimatedBytes < minRangeBytes) {
      return false;
    }
    return estimatedBytes >= maxRangeBytes || Long.remainderUnsigned(keyHash, raggedness) == 0;
  }
}
