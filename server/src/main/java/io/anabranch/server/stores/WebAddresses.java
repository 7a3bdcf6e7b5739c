package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.outgoing.UrlPath;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Comparator;
import java.util.Optional;

/**
 * URLs of files on web servers: whose they are, and which file they mean. Entries of any repository
 * may have one.
 */
public final class WebAddresses {

  private WebAddresses() {}

  /** What all URLs of a store begin with. */
  static String base(HttpStoreSettings http) {
    return StoreUris.withSlash(http.endpoint().toString());
  }

  /** The key that a URL, or the part of it behind the endpoint, means; empty if it means none. */
  public static Optional<String> key(HttpStoreSettings http, String url) {
    String path = url.startsWith(base(http)) ? url.substring(base(http).length()) : url;
    return path.contains("://")
        ? Optional.empty()
        : UrlPath.decode(path).filter(key -> !key.isEmpty());
  }

  /**
   * @throws FailureException Invalid for a URL that lies elsewhere or means no file
   */
  static PhysicalAddress parse(HttpStoreSettings http, String url) {
    return Optional.of(url)
        .filter(text -> text.startsWith(base(http)))
        .flatMap(text -> key(http, text))
        .map(key -> new PhysicalAddress("", key))
        .orElseThrow(
            () ->
                invalid(
                    "`%s` names no file below %s, without a query: invalid address"
                        .formatted(url, http.endpoint())));
  }

  /**
   * The store that a whole URI is on: that of the repository, unless it is a URL on a web server.
   * Of several the one with the longest endpoint.
   *
   * @throws FailureException Invalid for a URL on none of them
   */
  static Store storeOf(StoreMap stores, Store home, String uri) {
    return findStoreOf(stores, home, uri).orElseThrow(() -> onNone(uri));
  }

  /** As {@link #storeOf}; empty for a URL on none of them. */
  static Optional<Store> findStoreOf(StoreMap stores, Store home, String uri) {
    if (!isUrl(uri) || StoreUris.isOwnUrl(home.definition(), uri)) {
      return Optional.of(home);
    }
    return stores.stores().stream()
        .filter(store -> isBelow(store, uri))
        .max(Comparator.comparingInt(store -> store.definition().settings().location().length()));
  }

  static FailureException onNone(String url) {
    return invalid(
        "`%s` lies below the endpoint of no store of type http; add one to blockstores.stores that it does lie below: invalid address"
            .formatted(url));
  }

  static boolean isUrl(String uri) {
    return uri.startsWith("http://") || uri.startsWith("https://");
  }

  private static boolean isBelow(Store store, String uri) {
    return store.definition().settings() instanceof HttpStoreSettings http
        && uri.startsWith(base(http));
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
