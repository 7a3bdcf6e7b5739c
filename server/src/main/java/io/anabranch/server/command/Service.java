package io.anabranch.server.command;

import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.ServerConfiguration;
import java.net.URI;

/** The running service, as the commands see it. */
public interface Service extends AutoCloseable {

  /** Where it serves, with the port that the system chose when none was fixed. */
  URI uri();

  /** Finishes the requests in flight, within its own limit, and lets go of everything. */
  @Override
  void close();

  /** Starts services. */
  @FunctionalInterface
  interface Starter {

    /**
     * @param postgres the database, which runs already
     * @return when it serves
     */
    Service start(ServerConfiguration configuration, DatabaseSettings.Postgres postgres);
  }
}
