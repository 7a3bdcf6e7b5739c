package io.anabranch.server.stores;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Pin;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where bytes lie: the one place that turns the address of an entry into a store and an address in
 * it, and into the URI that clients see; that makes fresh addresses; and that judges the addresses
 * which clients hand in. Safe for use by many threads; calls no store, except to settle an address
 * that a client hands in and that may move.
 */
public final class PhysicalAddresses {

  /** A store, and an address in it. */
  public record Resolved(Store store, PhysicalAddress address) {

    /** What must lie there: on a store that others write to, what the entry was made for. */
    public Pin pin(Entry entry) {
      return entry.pin().isNone() && store.isForeign() ? Pin.ofEtag(entry.etag()) : entry.pin();
    }
  }

  /** An address as an entry records it. */
  public record EntryAddress(String address, AddressType type) {}

  /**
   * Where a client may write an object by itself, to link it to a path afterwards.
   *
   * @param address below the storage namespace, signature included
   * @param uri the whole of it
   * @param expiry after which it cannot be linked
   */
  public record LinkAddress(String address, String uri, Instant expiry) {}

  private final Stores stores;
  private final AddressMint mint;
  private final LinkSignatures signatures;

  /**
   * @param stores the map in force; asked once for each call
   * @param keys that sign addresses, and that signed them
   */
  public PhysicalAddresses(Stores stores, SigningKeys keys, Clock clock, RandomGenerator random) {
    this.stores = stores;
    this.mint = new AddressMint(clock, random);
    this.signatures = new LinkSignatures(keys, clock);
  }

  /** A relative address that was never handed out before. */
  public String mint() {
    return mint.next();
  }

  /**
   * Finds the bytes of an entry of a repository.
   *
   * @throws FailureException Invalid, Forbidden or Unsupported when the address is none of the
   *     repository's store, nor on a foreign store that is configured; Unavailable when the store
   *     is not configured
   */
  public Resolved resolve(TreeLocation repository, String address, AddressType type) {
    StoreMap map = stores.map();
    Store home = map.get(repository.storageId());
    Store store =
        switch (type) {
          case RELATIVE -> home;
          case FULL -> ForeignAddresses.storeOf(map, home, address);
        };
    return new Resolved(store, parse(store, whole(repository, address, type)));
  }

  /** The URI of an entry's bytes, as clients see it. */
  public String uri(TreeLocation repository, String address, AddressType type) {
    Store store = stores.map().get(repository.storageId());
    return StoreUris.canonical(store.definition(), whole(repository, address, type));
  }

  /** The address of an entry's bytes below the storage namespace; empty when they lie elsewhere. */
  public Optional<String> findBelowNamespace(
      TreeLocation repository, String address, AddressType type) {
    return switch (type) {
      case RELATIVE -> Optional.of(address);
      case FULL -> findBelow(stores.map().get(repository.storageId()), repository, address);
    };
  }

  /** A fresh address, signed for one path. */
  public LinkAddress offerLink(TreeLocation repository, LinkTarget target) {
    String address = signatures.sign(target, mint.next());
    return new LinkAddress(
        address,
        uri(repository, address, AddressType.RELATIVE),
        signatures.expiry(address.substring(0, address.lastIndexOf(','))));
  }

  /**
   * The address to record for an object that a client says is at a URI, without a signature.
   *
   * @return a full address is one that stays
   * @throws FailureException Invalid when it can neither be on the repository's store nor on a
   *     foreign store that is configured, Forbidden when it must not be read; as {@link
   *     SettledRefs#uri} when it may move
   */
  public EntryAddress stage(TreeLocation repository, String uri) {
    StoreMap map = stores.map();
    Store store = ForeignAddresses.storeOf(map, storeOfClaim(map, repository), uri);
    if (!store.description().admits(uri)) {
      throw invalid(
          "physical address is not valid for block adapter: " + store.definition().type().text());
    }
    parse(store, uri);
    return findBelowData(store, repository, uri)
        .map(address -> new EntryAddress(address, AddressType.RELATIVE))
        .orElseGet(() -> new EntryAddress(SettledRefs.uri(store, uri), AddressType.FULL));
  }

  /**
   * As {@link #stage}, for an object that a client uploaded by itself: an address in the folder
   * that fresh ones come from must have been offered for this path within a day.
   */
  public EntryAddress link(TreeLocation repository, LinkTarget target, String uri) {
    EntryAddress staged = stage(repository, uri);
    if (staged.type() == AddressType.RELATIVE) {
      signatures.verify(target, staged.address());
    }
    return staged;
  }

  /**
   * Where an import finds the object that a client names.
   *
   * @return may move yet; {@link SettledRefs} settles it
   * @throws FailureException Invalid when it can neither be on the repository's store nor on a
   *     foreign store that is configured, or is the repository's own; Forbidden when the store
   *     takes no imports or this must not be read
   */
  public ImportSource importedObject(TreeLocation repository, String uri) {
    return importSources(repository).object(uri);
  }

  /** As {@link #importedObject}, for all objects whose URIs begin so. */
  public ImportSource importedPrefix(TreeLocation repository, String uri) {
    return importSources(repository).prefix(uri);
  }

  private ImportSources importSources(TreeLocation repository) {
    StoreMap map = stores.map();
    return new ImportSources(map, storeOfClaim(map, repository), repository);
  }

  private static Store storeOfClaim(StoreMap map, TreeLocation repository) {
    String id = repository.storageId();
    return map.find(id)
        .orElseThrow(() -> invalid("no storage config found for id: " + id + ": invalid address"));
  }

  /** The relative address, if the URI lies in the folder of fresh addresses. */
  private static Optional<String> findBelowData(Store store, TreeLocation repository, String uri) {
    return findBelow(store, repository, uri)
        .filter(address -> address.startsWith(AddressMint.FOLDER));
  }

  private static Optional<String> findBelow(Store store, TreeLocation repository, String uri) {
    String namespace =
        StoreUris.withSlash(StoreUris.canonical(store.definition(), repository.storageNamespace()));
    String whole = StoreUris.canonical(store.definition(), uri);
    return whole.startsWith(namespace)
        ? Optional.of(whole.substring(namespace.length()))
        : Optional.empty();
  }

  private static String whole(TreeLocation repository, String address, AddressType type) {
    return switch (type) {
      case RELATIVE -> StoreUris.withSlash(repository.storageNamespace()) + address;
      case FULL -> address;
    };
  }

  static PhysicalAddress parse(Store store, String uri) {
    try {
      return StoreUris.parse(store.definition(), uri);
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(store, e);
    }
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
