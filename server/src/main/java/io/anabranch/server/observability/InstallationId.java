package io.anabranch.server.observability;

import java.util.Optional;

/** The id that all servers on one database share. */
@FunctionalInterface
public interface InstallationId {

  /** Empty as long as this server could not ask the database for it. */
  Optional<String> find();
}
