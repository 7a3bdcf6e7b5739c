package io.anabranch.versioning.model;

/**
 * The id of a committed tree: 64 hex characters, or empty for the tree of a repository's first
 * commit, which is written nowhere.
 */
public record MetaRangeId(String value) {

  /** The tree of a repository's first commit: no file, no records. */
  public static final MetaRangeId NONE = new MetaRangeId("");

  /** The tree without records that later commits refer to; it is a file like any other tree. */
  public static final MetaRangeId EMPTY =
      new MetaRangeId("00fb7eff1a97c500eb3ca8d2ef5464131d6b6a5f9512e41eba97843522213b66");

  public boolean isNone() {
    return value.isEmpty();
  }

  /** Whether the two trees hold the same records: there are two ids for a tree without any. */
  public boolean isSameTree(MetaRangeId other) {
    return equals(other) || (hasNoRecords() && other.hasNoRecords());
  }

  private boolean hasNoRecords() {
    return isNone() || equals(EMPTY);
  }

  @Override
  public String toString() {
    return value;
  }
}
