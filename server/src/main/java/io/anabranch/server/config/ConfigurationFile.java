package io.anabranch.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the configuration file when the command line names none. */
public final class ConfigurationFile {

  private ConfigurationFile() {}

  /** The first {@code config.yaml} in the working directory, {@code ~/.anabranch}, or /etc. */
  public static Optional<Path> find(Path workingDirectory, Path home) {
    return Stream.of(workingDirectory, home.resolve(".anabranch"), Path.of("/etc/anabranch"))
        .map(directory -> directory.resolve("config.yaml"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
