package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationFaults;
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

  /**
   * @throws CommandException with every fault, a line each
   */
  static LoadedConfiguration load(
      Optional<Path> file, Map<String, String> environment, PrintWriter err) {
    try {
      var loaded = LoadedConfiguration.load(file, environment, Preset.NONE, userHome());
      loaded.warnings().forEach(warning -> err.println("anabranch: warning: " + warning));
      err.flush();
      return loaded;
    } catch (ConfigurationFaults faults) {
      throw CommandException.ofFaults("bad configuration", faults.faults());
    }
  }
}
