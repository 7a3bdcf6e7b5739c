package io.anabranch.server.stores;

/**
 * The stores of this server as they are now. Ask once for each operation that needs one answer to
 * several questions. Safe for use by many threads.
 */
@FunctionalInterface
public interface Stores {

  /** The map in force. */
  StoreMap map();
}
