package io.anabranch.server.links;

import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.model.Pin;
import java.time.Instant;

/**
 * What a link allows, and to whom it belongs.
 *
 * @param place the link's own place, which is part of what is signed
 * @param repositoryId tells a repository from a later one of the same name
 * @param storageId the store that the repository was on
 * @param expiry from when on it allows nothing, in whole seconds
 */
record Grant(
    Place place,
    int repositoryId,
    String storageId,
    EntryAddress at,
    Permission permission,
    Instant expiry) {

  /**
   * The two variables of a link's path.
   *
   * @param name what the object should be called when it is saved
   */
  record Place(String repository, String name) {}

  /** Reading comes with HEAD. */
  sealed interface Permission {
    record Reading(Pin pin) implements Permission {}

    record Writing() implements Permission {}

    record WritingPart(String uploadId, int number) implements Permission {}
  }
}
