package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;

/** Copies objects of one namespace to another. Safe for use by many threads. */
final class ObjectCopy {

  /**
   * @param copied false when it was at its place before
   */
  record Result(boolean copied, long bytes) {}

  private final Namespace from;
  private final Namespace to;
  private final boolean oneStore;

  ObjectCopy(Namespace from, Namespace to) {
    this.from = from;
    this.to = to;
    this.oneStore = from.store().id().equals(to.store().id());
  }

  /** Empty when the object is gone since it was listed. */
  Optional<Result> copy(ObjectInfo listed) {
    return find(from.store(), listed.address()).map(this::copyFound);
  }

  private Result copyFound(ObjectInfo object) {
    PhysicalAddress place = to.placeOf(object.address(), from);
    var source = KnownObject.of(from.store(), object);
    boolean isThere =
        find(to.store(), place)
            .filter(info -> source.sameAs(KnownObject.of(to.store(), info)))
            .isPresent();
    if (!isThere) {
      boolean isSame = oneStore ? copyWithin(source, place) : send(source, place);
      if (!isSame) {
        throw new FailureException(
            new Failure.Corrupt(
                "the copy of %s at %s has other bytes".formatted(object.address(), place)));
      }
    }
    return new Result(!isThere, object.size());
  }

  private boolean copyWithin(KnownObject source, PhysicalAddress place) {
    var store = to.store().blockstore();
    ObjectInfo copy =
        StoreFailures.translating(
            to.store(), () -> store.copy(source.info().address(), place, CopyOptions.REPLACE));
    return source.sameAs(KnownObject.of(to.store(), copy));
  }

  private boolean send(KnownObject source, PhysicalAddress place) {
    var store = to.store().blockstore();
    var content = new StoredContent(from.store(), source.info());
    ObjectInfo copy =
        StoreFailures.translating(
            to.store(), () -> store.put(place, content, options(source.info().attributes())));
    return source.withDigest(content.md5()).sameAs(KnownObject.of(to.store(), copy));
  }

  private PutOptions options(ObjectAttributes attributes) {
    return to.store().blockstore().capabilities().attributes()
        ? PutOptions.REPLACE.withAttributes(attributes)
        : PutOptions.REPLACE;
  }

  private static Optional<ObjectInfo> find(Store store, PhysicalAddress address) {
    try {
      return Optional.of(store.blockstore().stat(address));
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw StoreFailures.translate(store, e);
    }
  }
}
