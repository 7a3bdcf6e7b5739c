package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.outgoing.UrlPath;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;
import java.util.OptionalInt;

/** URLs of files on web servers: which file they mean. Entries of any repository may have one. */
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

  /** How much of a URL the endpoint is; nothing when the URL does not lie below it. */
  static OptionalInt closeness(HttpStoreSettings http, String url) {
    return url.startsWith(base(http)) ? OptionalInt.of(base(http).length()) : OptionalInt.empty();
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
