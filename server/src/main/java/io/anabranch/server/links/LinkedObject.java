package io.anabranch.server.links;

import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.model.Repository;

/**
 * What a link leads to.
 *
 * @param path the end of it is what the object should be called when it is saved
 */
public record LinkedObject(Repository repository, String path, EntryAddress at) {}
