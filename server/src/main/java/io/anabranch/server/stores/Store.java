package io.anabranch.server.stores;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.server.config.StoreDefinition;

/** A store at work: what was configured, and the opened store with all its layers. */
public record Store(StoreDefinition definition, Blockstore blockstore) {

  /** Empty for the store of a server that has just one. */
  public String id() {
    return definition.id();
  }

  /** What clients may know of it. */
  public StoreDescription description() {
    return StoreDescription.of(definition);
  }

  /** Whether it is farther away than a disk of this machine. */
  public boolean isRemote() {
    return switch (definition.type()) {
      case LOCAL, MEM -> false;
      case S3, GS, AZURE, HTTP -> true;
    };
  }

  /** For the beginning of a sentence in messages. */
  String label() {
    return id().isEmpty() ? "The store" : "Store `" + id() + "`";
  }
}
