package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.ServerConfiguration;
import java.net.URI;
import java.util.List;

/** The running service, as the commands see it. */
public interface Service extends AutoCloseable {

  /** Where it serves, with the port that the system chose when none was fixed. */
  URI uri();

  /**
   * Reads the configuration again and takes the stores from it.
   *
   * @return what came of it, for people, a line each
   */
  List<String> reload();

  /** Finishes the requests in flight, within its own limit, and lets go of everything. */
  @Override
  void close();

  /** Starts services. */
  @FunctionalInterface
  interface Starter {

    /**
     * @param source of the configuration, to read it again from
     * @param postgres the database, which runs already
     * @return when it serves
     */
    Service start(
        ConfigurationSource source,
        ServerConfiguration configuration,
        DatabaseSettings.Postgres postgres);
  }
}
