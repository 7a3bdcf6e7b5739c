package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.model.Entry;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Opens the bytes of objects. Safe for use by many threads. */
@Singleton
public final class ObjectReads {

  private final PhysicalAddresses addresses;

  ObjectReads(PhysicalAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @param range empty for the whole object
   * @return to be closed
   * @throws io.anabranch.versioning.failure.FailureException as the store does; Gone when it has no
   *     such bytes any more, or others
   */
  public OpenObject open(FoundObject found, Optional<ByteRange> range) {
    var entry = found.entry();
    var stored =
        addresses.resolve(found.repository().location(), entry.address(), entry.addressType());
    var whole = PinnedReads.whole(stored.pin(entry));
    try {
      var options = range.map(whole::withRange).orElse(whole);
      return ofRecordedSize(stored.store().blockstore().open(stored.address(), options), entry);
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(stored.store(), e);
    }
  }

  /** The headers that go out tell the entry's size, so no other can be sent. */
  private static OpenObject ofRecordedSize(OpenObject object, Entry entry) {
    long size = object.info().size();
    if (size != entry.size()) {
      object.close();
      throw new BlockstoreException(
          BlockstoreException.Kind.CHANGED,
          "%s has %d bytes there, but %d by its entry"
              .formatted(object.info().address(), size, entry.size()));
    }
    return object;
  }
}
