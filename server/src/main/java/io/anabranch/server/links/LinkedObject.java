package io.anabranch.server.links;

import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;

/**
 * What a link leads to.
 *
 * @param path the end of it is what the object should be called when it is saved
 * @param etag only the bytes with this etag are to be read; empty for any. Links that a store makes
 *     itself do not tell.
 */
public record LinkedObject(
    Repository repository, String path, EntryAddress at, Optional<String> etag) {

  /** Whatever bytes are there. */
  public LinkedObject(Repository repository, String path, EntryAddress at) {
    this(repository, path, at, Optional.empty());
  }
}
