package io.anabranch.server.stores;

import java.util.List;

/**
 * The stores of this server, and how they become others. Reading is for many threads; one change at
 * a time is the caller's care.
 */
public interface StoreConnections extends Stores {

  /**
   * Opens what is new or defined otherwise than before. Nothing in force changes yet.
   *
   * @param version of the map to come
   * @param entries of all its stores, in the order to show them
   */
  Prepared prepare(long version, List<StoreEntry> entries);

  /** Stores that are opened and not in force yet. */
  interface Prepared extends AutoCloseable {

    /** The map that is to come, to be looked at, not to be used. */
    StoreMap map();

    /** One for each store that cannot be opened and must be; with any, the map cannot come. */
    List<String> faults();

    /**
     * Puts the map in force. Calls under way end with the stores that they began with, which are
     * closed after them.
     *
     * @throws IllegalStateException when there are faults
     */
    void connect();

    /** Closes what was opened, unless it is in force. */
    @Override
    void close();
  }
}
