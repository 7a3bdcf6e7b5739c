package io.anabranch.server.stores;

import io.anabranch.server.config.StoreDefinition;

/**
 * A line of the store map.
 *
 * @param revision grows with every change, and whenever the store is to be opened anew
 */
public record StoreEntry(StoreDefinition definition, Origin origin, long revision) {

  /** A store of the configuration that nobody asked to open anew. */
  public static StoreEntry configured(StoreDefinition definition) {
    return new StoreEntry(definition, new Origin.Configured(), 0);
  }

  public String id() {
    return definition.id();
  }

  public boolean isAttached() {
    return origin instanceof Origin.Attached;
  }
}
