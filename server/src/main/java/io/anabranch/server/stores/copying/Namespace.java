package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A storage namespace as its store knows it.
 *
 * @param prefix what all keys in it begin with; may be empty
 */
record Namespace(Store store, String container, String prefix) {

  /** Makes an object's address out of that of a namespace. */
  private static final String ANY = "x";

  static Namespace of(PhysicalAddresses addresses, TreeLocation location) {
    var any = addresses.resolve(location, ANY, AddressType.RELATIVE);
    String key = any.address().key();
    return new Namespace(
        any.store(), any.address().container(), key.substring(0, key.length() - ANY.length()));
  }

  /** Whether one lies in the other. */
  boolean overlaps(Namespace other) {
    return store.id().equals(other.store.id())
        && container.equals(other.container)
        && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
  }

  /** The objects in it, in order, page by page. */
  Stream<ObjectInfo> objects() {
    return Stream.iterate(
            Optional.of(page("")),
            Optional::isPresent,
            page -> page.filter(ObjectPage::hasMore).map(more -> page(more.next())))
        .flatMap(
            page -> page.map(ObjectPage::objects).stream().flatMap(objects -> objects.stream()));
  }

  private ObjectPage page(String after) {
    var request = ListRequest.of(container, prefix).withAfter(after);
    return StoreFailures.translating(store, () -> store.blockstore().list(request));
  }

  /** Where an object of another namespace has its place in this one. */
  PhysicalAddress placeOf(PhysicalAddress object, Namespace in) {
    return new PhysicalAddress(container, prefix + object.key().substring(in.prefix.length()));
  }
}
