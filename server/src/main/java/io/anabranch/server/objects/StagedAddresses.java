package io.anabranch.server.objects;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;

/**
 * Who may have an entry refer to bytes that the server did not write for it. Whoever may read one
 * path could otherwise read whatever they know the address of, by staging it there.
 */
final class StagedAddresses {

  private StagedAddresses() {}

  /**
   * @throws FailureException Forbidden unless the caller may read all of the repository, whose
   *     bytes they are, or import them from where they lie
   */
  static void require(Caller caller, Repository repository, EntryAddress at) {
    if (at.type() == AddressType.RELATIVE) {
      caller.require(Action.READ_OBJECT, Resource.objects(repository.name(), ""));
    } else {
      caller.require(Action.IMPORT_FROM_STORAGE, Resource.namespace(at.address()));
    }
  }
}
