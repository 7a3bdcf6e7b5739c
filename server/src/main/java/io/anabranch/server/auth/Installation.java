package io.anabranch.server.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * First-run setup: it makes the first user, an administrator, and that user's key, once. Safe for
 * use by many threads and servers: of several callers one wins.
 */
public interface Installation {

  /** A user's key as it was made. */
  record FirstKey(AccessKey key, Instant creationDate) {}

  /** What all servers on one database share, from the first start on. */
  String id();

  boolean isInitialized();

  /**
   * @param key the key to give the user
   * @return empty when setup has been done before; nothing has changed then
   */
  Optional<FirstKey> initialize(String userName, AccessKey key);
}
