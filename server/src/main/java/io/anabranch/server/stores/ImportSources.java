package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be imported into a repository: the one place that says so. Objects of its own store may,
 * and what is on foreign stores that are configured.
 *
 * @param home the repository's store
 */
record ImportSources(StoreMap stores, Store home, TreeLocation repository) {

  /** The stores from which objects may come into repositories on a store. */
  static List<Store> stores(StoreMap stores, Store home) {
    Stream<Store> foreign = stores.stores().stream().filter(Store::isForeign);
    return Stream.concat(Stream.of(home), foreign)
        .distinct()
        .filter(store -> store.description().importing())
        .toList();
  }

  ImportSource object(String uri) {
    Store store = storeOf(uri, uri);
    PhysicalAddress address = PhysicalAddresses.parse(store, uri);
    String start = StoreUris.start(store.definition(), uri, address.key());
    return visible(store, uri, address.container(), address.key(), start);
  }

  ImportSource prefix(String uri) {
    Store store = storeOf(uri, StoreUris.withSlash(uri));
    if (namespace().startsWith(StoreUris.canonical(store.definition(), uri))) {
      throw own(uri);
    }
    StoreUris.Prefix prefix = StoreUris.parsePrefix(store.definition(), uri);
    return visible(store, uri, prefix.container(), prefix.key(), prefix.start());
  }

  private static ImportSource visible(
      Store store, String uri, String container, String key, String start) {
    boolean hidden =
        !(store.definition().settings() instanceof LocalStoreSettings local)
            || local.importHidden();
    if (!hidden && ImportSource.isHidden(key)) {
      throw new FailureException(
          new Failure.Forbidden(
              "import path (%s) is or lies in what begins with a dot, and local.import_hidden is off:"
                      .formatted(uri)
                  + " forbidden"));
    }
    return new ImportSource(store, uri, container, key, start, hidden);
  }

  /**
   * The store that objects are to come from.
   *
   * @param uri as the client wrote it
   * @param told the same, or so that it tells the store of a whole container
   */
  private Store storeOf(String uri, String told) {
    Store store =
        ForeignAddresses.findStoreOf(stores, home, told).orElseThrow(() -> elsewhere(uri));
    if (!store.description().importing()) {
      throw new FailureException(
          new Failure.Forbidden(
              "import is not supported for this storage; a local store takes imports when its"
                  + " import_enabled is on"));
    }
    if (!store.description().admits(told)) {
      throw elsewhere(uri);
    }
    if (StoreUris.canonical(store.definition(), uri).startsWith(namespace())) {
      throw own(uri);
    }
    return store;
  }

  private String namespace() {
    return StoreUris.withSlash(
        StoreUris.canonical(home.definition(), repository.storageNamespace()));
  }

  /** Names the stores that it may be on, as far as its form tells. */
  private FailureException elsewhere(String uri) {
    String others =
        stores.stores().stream()
            .filter(store -> mayBeOn(store, uri))
            .map(store -> "`" + store.name() + "`")
            .collect(Collectors.joining(" or "));
    if (others.isEmpty() && ForeignAddresses.isForeign(uri)) {
      return ForeignAddresses.onNone(uri);
    }
    String hint =
        others.isEmpty()
            ? ""
            : "; it may be on store %s, but an import takes from the repository's own store and from stores of type http and lakefs"
                .formatted(others);
    return invalid(
        "import path (%s) is not on store `%s` of this repository, where it would match %s%s"
            .formatted(uri, home.name(), home.description().importRegex(), hint));
  }

  private static boolean mayBeOn(Store store, String uri) {
    return ForeignAddresses.isForeign(uri)
        ? StoreUris.isOwnUrl(store.definition(), uri)
        : store.description().admits(uri);
  }

  private FailureException own(String uri) {
    return invalid(
        "import path (%s) in repository namespace (%s) is prohibited"
            .formatted(uri, repository.storageNamespace()));
  }

  private static FailureException invalid(String what) {
    return new FailureException(new Failure.Invalid(what + ": invalid import source"));
  }
}
