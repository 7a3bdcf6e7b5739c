package io.anabranch.cli.settings;

import io.anabranch.cli.console.CliException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A file of settings: YAML with the peer's keys, here joined with dots. */
final class SettingsFile {

  /** Known keys, or what they begin with. The last ones have no meaning here. */
  private static final List<String> KEYS =
      List.of(
          "server.endpoint_url",
          "server.retries.",
          "credentials.access_key_id",
          "credentials.secret_access_key",
          "options.parallelism",
          "local.skip_non_regular_files",
          "local.symlink_support",
          "experimental.local.posix_permissions.",
          "server.login_retries.",
          "credentials.provider.",
          "metastore.",
          "network.http2.enabled");

  private SettingsFile() {}

  static Map<String, String> read(Path file) {
    Map<String, String> values = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      if (root != null) {
        flatten("", root, values);
      }
    } catch (IOException e) {
      throw new CliException("cannot read the settings in " + file + ": " + e.getMessage(), e);
    } catch (YAMLException e) {
      String line = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
      throw new CliException("the settings in " + file + " are not YAML: " + line, e);
    }
    values.keySet().forEach(key -> requireKnown(key, file));
    return values;
  }

  private static void flatten(String key, Object node, Map<String, String> values) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              flatten(key.isEmpty() ? name.toString() : key + "." + name, value, values);
            }
          });
    } else {
      values.put(key, node.toString());
    }
  }

  private static void requireKnown(String key, Path file) {
    if (KEYS.stream()
        .noneMatch(known -> known.endsWith(".") ? key.startsWith(known) : key.equals(known))) {
      throw new CliException("unknown key " + key + " in " + file);
    }
  }
}
