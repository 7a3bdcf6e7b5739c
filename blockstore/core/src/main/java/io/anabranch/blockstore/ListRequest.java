package io.anabranch.blockstore;

/**
 * Asks for a page of objects, in ascending order of their keys' UTF-8 bytes.
 *
 * @param container as in {@link PhysicalAddress}
 * @param prefix only keys that start with it; empty for all
 * @param after only what sorts after it; empty to begin at the start. It need not exist. When it
 *     starts with the prefix and, with a delimiter given, is itself a common prefix (its first
 *     delimiter behind the prefix is its end), all keys under it are passed over: so the {@link
 *     ObjectPage#next} of a page continues it.
 * @param delimiter keys that hold it behind the prefix are rolled up into one common prefix, up to
 *     and including its first occurrence there; empty for none
 * @param limit the most objects and common prefixes together, 1 to {@value #MAXIMUM_LIMIT}
 */
public record ListRequest(
    String container, String prefix, String after, String delimiter, int limit) {

  public static final int MAXIMUM_LIMIT = 10_000;

  public ListRequest {
    if (limit < 1 || limit > MAXIMUM_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAXIMUM_LIMIT + ": " + limit);
    }
  }

  /** The first thousand objects under a prefix, without a delimiter. */
  public static ListRequest of(String container, String prefix) {
    return new ListRequest(container, prefix, "", "", 1000);
  }

  public ListRequest withAfter(String after) {
    return new ListRequest(container, prefix, after, delimiter, limit);
  }

  public ListRequest withDelimiter(String delimiter) {
    return new ListRequest(container, prefix, after, delimiter, limit);
  }

  public ListRequest withLimit(int limit) {
    return new ListRequest(container, prefix, after, delimiter, limit);
  }

  /** Whether {@code after} is a common prefix, so that all keys under it are passed over. */
  public boolean afterIsCommonPrefix() {
    int found =
        delimiter.isEmpty() || !after.startsWith(prefix)
            ? -1
            : after.indexOf(delimiter, prefix.length());
    return found >= 0 && found + delimiter.length() == after.length();
  }
}
