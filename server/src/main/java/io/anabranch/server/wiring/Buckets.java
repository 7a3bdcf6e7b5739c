package io.anabranch.server.wiring;

import io.anabranch.server.config.StoreDefinition;
import java.util.Optional;

/** The bucket that a store's namespaces are offered in. */
final class Buckets {

  private Buckets() {}

  /**
   * @param scheme of the store's URIs, with its slashes
   */
  static Optional<String> find(StoreDefinition store, String scheme) {
    return store
        .defaultNamespacePrefix()
        .filter(prefix -> prefix.startsWith(scheme))
        .map(prefix -> prefix.substring(scheme.length()).split("/", 2)[0])
        .filter(bucket -> !bucket.isEmpty());
  }
}
