package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.FileConfiguration;
import io.anabranch.server.config.LoadedConfiguration;
import io.anabranch.server.config.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Loads the configuration on behalf of a command. */
final class Configurations {

  private Configurations() {}

  static Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  static ConfigurationSource source(Optional<Path> file, Map<String, String> environment) {
    return new FileConfiguration(file, environment, Preset.NONE, userHome());
  }

  /**
   * @throws CommandException with every fault, a line each
   */
  static LoadedConfiguration load(ConfigurationSource source, PrintWriter err) {
    try {
      var loaded = source.load();
      loaded.warnings().forEach(warning -> err.println("anabranch: warning: " + warning));
      err.flush();
      return loaded;
    } catch (ConfigurationFaults faults) {
      throw CommandException.ofFaults("bad configuration", faults.faults());
    }
  }
}
