package io.anabranch.refs;

import java.util.UUID;

/**
 * A bare repository over a place, for as long as it is open: a server reads a store for its
 * repositories only.
 */
record TemporaryRepository(ServerRepositories repositories, String name) implements AutoCloseable {

  static TemporaryRepository create(ServerRepositories repositories, Definition over) {
    String name = "verify-" + UUID.randomUUID();
    repositories.createBare(over.withName(name));
    return new TemporaryRepository(repositories, name);
  }

  @Override
  public void close() {
    repositories.delete(name);
  }
}
