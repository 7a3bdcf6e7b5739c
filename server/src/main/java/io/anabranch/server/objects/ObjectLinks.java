package io.anabranch.server.objects;

import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.links.LinkedObject;
import io.anabranch.server.links.Links;
import io.anabranch.server.links.PresignedUrl;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import jakarta.inject.Singleton;

/** Links to objects that were found. Safe for use by many threads. */
@Singleton
public final class ObjectLinks {

  private final PhysicalAddresses addresses;
  private final Links links;

  ObjectLinks(PhysicalAddresses addresses, Links links) {
    this.addresses = addresses;
    this.links = links;
  }

  /** To read the object. Whether the client may is not asked here. */
  public PresignedUrl get(FoundObject found, PublicUrl server) {
    var entry = found.entry();
    var at = new EntryAddress(entry.address(), entry.addressType());
    var pin =
        addresses
            .resolve(found.repository().location(), entry.address(), entry.addressType())
            .pin(entry);
    return links.get(server, new LinkedObject(found.repository(), found.path(), at, pin));
  }
}
