package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;

import java.util.List;
import java.util.Map;

/**
 * Which parts an upload may have, in a store's own measure. Adapters whose store does not check
 * them do so by the methods here.
 *
 * @param smallestBytes of every part but the last one; a smaller one fails no later than when the
 *     upload is completed
 * @param largestBytes of any part
 * @param mostParts part numbers go from 1 to this
 */
public record PartLimits(long smallestBytes, long largestBytes, int mostParts) {

  /**
   * @throws BlockstoreException INVALID_ADDRESS when no part can have the number
   */
  public void requireNumber(PhysicalAddress address, int number) {
    if (number < 1 || number > mostParts) {
      throw new BlockstoreException(
          INVALID_ADDRESS,
          "A part of " + address + " has the number " + number + ": 1 to " + mostParts + " can be");
    }
  }

  /**
   * Whether an upload can be completed from just these parts.
   *
   * @param received by number
   * @param named as for {@link MultipartUploads#complete}
   * @throws BlockstoreException BAD_CONTENT when it cannot
   */
  public void requireJoinable(
      PhysicalAddress address, Map<Integer, UploadedPart> received, List<UploadedPart> named) {
    if (named.isEmpty()) {
      throw unjoinable(address, "no part is named");
    }
    int last = 0;
    for (UploadedPart part : named) {
      if (part.number() <= last) {
        throw unjoinable(address, "part " + part.number() + " is named after part " + last);
      }
      last = part.number();
      UploadedPart found = received.get(part.number());
      if (found == null || !found.etag().equals(part.etag())) {
        throw unjoinable(address, "part " + part.number() + " was not received as it is named");
      }
      if (found.size() < smallestBytes && !part.equals(named.getLast())) {
        throw unjoinable(
            address,
            "part " + part.number() + " is smaller than " + smallestBytes + " bytes and not last");
      }
    }
  }

  private static BlockstoreException unjoinable(PhysicalAddress address, String why) {
    return new BlockstoreException(
        BAD_CONTENT, "The upload of " + address + " cannot be completed: " + why);
  }
}
