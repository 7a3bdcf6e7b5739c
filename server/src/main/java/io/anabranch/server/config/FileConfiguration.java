package io.anabranch.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file and the environment.
 *
 * @param file empty when there is none; see {@link ConfigurationFile#find}
 * @param environment such as {@link System#getenv()}
 * @param home what {@code ~} stands for
 */
public record FileConfiguration(
    Optional<Path> file, Map<String, String> environment, Preset preset, Path home)
    implements ConfigurationSource {

  public FileConfiguration {
    environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return file.map(Path::toString).orElse("the environment");
  }

  @Override
  public LoadedConfiguration load() throws ConfigurationFaults {
    return LoadedConfiguration.load(file, environment, preset, home);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return name();
  }
}
