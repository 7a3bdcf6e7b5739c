package io.anabranch.server.links;

import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.model.Pin;
import io.anabranch.versioning.model.Repository;

/**
 * What a link leads to.
 *
 * @param path the end of it is what the object should be called when it is saved
 * @param pin what must lie there for it to be read
 */
public record LinkedObject(Repository repository, String path, EntryAddress at, Pin pin) {

  /** Whatever is there. */
  public LinkedObject(Repository repository, String path, EntryAddress at) {
    this(repository, path, at, Pin.NONE);
  }
}
