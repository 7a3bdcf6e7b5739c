package io.anabranch.server.config;

/** Where the configuration of this server comes from, to be read again at any time. */
public interface ConfigurationSource {

  /** For people, such as the name of the file. */
  String name();

  /**
   * Reads it as it is now.
   *
   * @throws ConfigurationFaults everything that is wrong, at once
   */
  LoadedConfiguration load() throws ConfigurationFaults;
}
