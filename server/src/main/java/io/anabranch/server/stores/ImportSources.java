package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;

/** What may be imported into a repository: the one place that says so. */
final class ImportSources {

  private ImportSources() {}

  static ImportSource object(Store store, TreeLocation repository, String uri) {
    requireImportable(store, repository, uri);
    PhysicalAddress address = PhysicalAddresses.parse(store, uri);
    String start = uri.substring(0, uri.length() - address.key().length());
    return visible(store, uri, address.container(), address.key(), start);
  }

  static ImportSource prefix(Store store, TreeLocation repository, String uri) {
    requireImportable(store, repository, uri);
    if (namespace(store, repository).startsWith(StoreUris.canonical(store.definition(), uri))) {
      throw own(repository, uri);
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

  private static void requireImportable(Store store, TreeLocation repository, String uri) {
    StoreDescription description = store.description();
    if (!description.importing()) {
      throw new FailureException(
          new Failure.Forbidden(
              "import is not supported for this storage; a local store takes imports when its"
                  + " import_enabled is on"));
    }
    if (!description.admits(uri)) {
      throw invalid(
          "import path (%s) is not on the store of this repository, where it would match %s"
              .formatted(uri, description.importRegex()));
    }
    if (StoreUris.canonical(store.definition(), uri).startsWith(namespace(store, repository))) {
      throw own(repository, uri);
    }
  }

  private static String namespace(Store store, TreeLocation repository) {
    return StoreUris.withSlash(
        StoreUris.canonical(store.definition(), repository.storageNamespace()));
  }

  private static FailureException own(TreeLocation repository, String uri) {
    return invalid(
        "import path (%s) in repository namespace (%s) is prohibited"
            .formatted(uri, repository.storageNamespace()));
  }

  private static FailureException invalid(String what) {
    return new FailureException(new Failure.Invalid(what + ": invalid import source"));
  }
}
