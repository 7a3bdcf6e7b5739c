package io.anabranch.server.stores;

import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.StoreDefinition;
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
   * @param definitions of all its stores, in the order to show them
   * @throws ConfigurationFaults one for each store that cannot be opened and must be; nothing stays
   *     open
   */
  Prepared prepare(long version, List<StoreDefinition> definitions) throws ConfigurationFaults;

  /** Stores that are opened and not in force yet. */
  interface Prepared extends AutoCloseable {

    /** The map that is to come, to be looked at, not to be used. */
    StoreMap map();

    /**
     * Puts the map in force. Calls under way end with the stores that they began with, which are
     * closed after them.
     */
    void connect();

    /** Closes what was opened, unless it is in force. */
    @Override
    void close();
  }
}
