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
import io.anabranch.server.stores.copying.NamespaceCopy.Planned;
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
  Optional<Result> copy(Planned planned) {
    PhysicalAddress address = planned.object().address();
    try {
      return describe(planned.object()).map(object -> copyFound(object, planned));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Gone && find(from.store(), address).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A store that keeps no attributes has told in its listing what it knows. */
  private Optional<ObjectInfo> describe(ObjectInfo listed) {
    return from.store().blockstore().capabilities().attributes()
        ? find(from.store(), listed.address())
        : Optional.of(listed);
  }

  private Result copyFound(ObjectInfo object, Planned planned) {
    PhysicalAddress place = planned.place();
    var source = KnownObject.of(from.store(), object);
    boolean isThere =
        planned.there() && find(to.store(), place).filter(copy -> isSame(source, copy)).isPresent();
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
    return isSame(source, copy);
  }

  private boolean send(KnownObject source, PhysicalAddress place) {
    var store = to.store().blockstore();
    var content = new StoredContent(from.store(), source.info());
    ObjectInfo copy =
        StoreFailures.translating(
            to.store(), () -> store.put(place, content, options(source.info().attributes())));
    return isSame(source.withDigest(content.md5()), copy);
  }

  /**
   * Another clone may be putting the same bytes at the same place, and so take away the copy that
   * is looked at: then what is there now counts.
   */
  private boolean isSame(KnownObject source, ObjectInfo copy) {
    try {
      return source.sameAs(KnownObject.of(to.store(), copy));
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.PreconditionFailed)) {
        throw e;
      }
      return find(to.store(), copy.address())
          .filter(now -> source.sameAs(KnownObject.of(to.store(), now)))
          .isPresent();
    }
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
