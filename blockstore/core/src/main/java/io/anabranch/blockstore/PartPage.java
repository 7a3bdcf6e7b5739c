package io.anabranch.blockstore;

import java.util.List;

/**
 * A page of the parts that an upload has so far.
 *
 * @param parts in the order of their numbers
 * @param more whether there are parts with higher numbers than the last of these
 */
public record PartPage(List<UploadedPart> parts, boolean more) {

  public PartPage {
    parts = List.copyOf(parts);
  }
}
