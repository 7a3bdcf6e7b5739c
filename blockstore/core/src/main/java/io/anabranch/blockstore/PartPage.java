package io.anabranch.blockstore;

import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the parts that an upload has so far.
 *
 * @param parts in the order of their numbers
 * @param more whether there are parts with higher numbers than the last of these
 */
public record PartPage(List<UploadedPart> parts, boolean more) {

  public static final int MAXIMUM_LIMIT = 1000;

  public PartPage {
    parts = List.copyOf(parts);
  }

  /**
   * The first of some parts.
   *
   * @param parts in the order of their numbers
   * @param limit 1 to {@value #MAXIMUM_LIMIT}
   */
  public static PartPage of(Stream<UploadedPart> parts, int limit) {
    if (limit < 1 || limit > MAXIMUM_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAXIMUM_LIMIT + ": " + limit);
    }
    List<UploadedPart> first = parts.limit(limit + 1L).toList();
    return first.size() > limit
        ? new PartPage(first.subList(0, limit), true)
        : new PartPage(first, false);
  }
}
