package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;

/**
 * A store that somebody attached.
 *
 * @param json the whole definition as it was given, secrets included
 */
record AttachedStore(StoreDefinition definition, Secret json, long revision) {

  String id() {
    return definition.id();
  }
}
