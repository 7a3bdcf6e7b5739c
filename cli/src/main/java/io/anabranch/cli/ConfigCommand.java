package io.anabranch.cli;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine.Command;

/** Asks for what every other command needs, and keeps it. */
@Command(
    name = "config",
    description = "Ask for a server and a key, and write them to a file of settings.")
final class ConfigCommand extends Action {

  ConfigCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var console = context.console();
    Path file = context.source().named().orElseGet(() -> console.home().resolve(".anabranch.yaml"));
    Map<String, Object> settings = read(file);
    put(settings, "credentials", "access_key_id", console.ask("Access key ID: "));
    put(settings, "credentials", "secret_access_key", console.askSecret("Secret access key: "));
    String url = console.ask("Server [" + SettingsSource.USUAL_ENDPOINT + "]: ");
    put(settings, "server", "endpoint_url", url.isEmpty() ? SettingsSource.USUAL_ENDPOINT : url);
    write(file, settings);
    context.print("written to " + file);
  }

  /** What is there already stays, unless it is asked for. */
  private static Map<String, Object> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LinkedHashMap<>();
    }
    Map<String, Object> settings =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return settings == null ? new LinkedHashMap<>() : settings;
  }

  @SuppressWarnings("unchecked") // the file was written by this program, or is refused elsewhere
  private static void put(Map<String, Object> settings, String section, String key, String value) {
    Object there = settings.computeIfAbsent(section, _ -> new LinkedHashMap<String, Object>());
    ((Map<String, Object>) there).put(key, value);
  }

  /** Readable by its owner only, and never half. */
  private static void write(Path file, Map<String, Object> settings) throws IOException {
    var block = new DumperOptions();
    block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Path growing = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(growing);
    Files.createFile(
        growing,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(growing, new Yaml(block).dump(settings));
    Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
