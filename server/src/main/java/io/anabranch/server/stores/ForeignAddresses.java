package io.anabranch.server.stores;

import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose a URI is that may lie beyond the repository's own store: on a web server, or on another
 * server of this API. Entries of any repository may have one.
 */
final class ForeignAddresses {

  private ForeignAddresses() {}

  /** Whether a URI has the form of those on foreign stores. */
  static boolean isForeign(String uri) {
    return isUrl(uri) || uri.startsWith(PeerAddresses.SCHEME);
  }

  private static boolean isUrl(String uri) {
    return uri.startsWith("http://") || uri.startsWith("https://");
  }

  /**
   * The store that a whole URI is on: that of the repository, unless it has the form of those on
   * foreign stores. Of several the one that says the most of it.
   *
   * @throws FailureException Invalid for one that is on none of them
   */
  static Store storeOf(StoreMap stores, Store home, String uri) {
    return findStoreOf(stores, home, uri).orElseThrow(() -> onNone(uri));
  }

  /** As {@link #storeOf}; empty for one that is on none of them. */
  static Optional<Store> findStoreOf(StoreMap stores, Store home, String uri) {
    if (!isForeign(uri) || StoreUris.isOwnUrl(home.definition(), uri)) {
      return Optional.of(home);
    }
    return stores.stores().stream()
        .filter(store -> closeness(store, uri).isPresent())
        .max(Comparator.comparingInt(store -> closeness(store, uri).getAsInt()));
  }

  private static OptionalInt closeness(Store store, String uri) {
    return switch (store.definition().settings()) {
      case HttpStoreSettings http -> WebAddresses.closeness(http, uri);
      case LakefsStoreSettings lakefs -> PeerAddresses.closeness(lakefs, uri);
      default -> OptionalInt.empty();
    };
  }

  static FailureException onNone(String uri) {
    String nowhere =
        isUrl(uri)
            ? "lies below the endpoint of no store of type http; add one to blockstores.stores that it does lie below"
            : "is in a repository that no store of type lakefs has; add one to blockstores.stores, or the repository to its lakefs.repositories";
    return new FailureException(
        new Failure.Invalid("`%s` %s: invalid address".formatted(uri, nowhere)));
  }
}
