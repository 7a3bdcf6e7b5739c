package io.anabranch.cli.local;

import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.cli.uri.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file that makes a folder follow a path of a branch; the peer's own.
 *
 * @param source what the folder follows; its path is empty or ends in a slash
 * @param head the commit whose objects the folder had, before its own changes
 * @param active the operation that was begun and not ended; empty if none is
 */
record CheckoutIndex(PathUri source, String head, String active) {

  static final String NAME = ".lakefs_ref.yaml";

  static CheckoutIndex read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (root instanceof Map<?, ?> map && map.get("src") instanceof String source) {
        return new CheckoutIndex(
            new Uris("").path(source).asFolder(),
            text(map.get("at_head")),
            text(map.get("active_operation")));
      }
    } catch (YAMLException e) {
      throw new CliException(file + " is not YAML: mend it, or clone again", e);
    }
    throw new CliException(file + " names no src: mend it, or clone again");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  void write(Path folder) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("src", source.toString());
    values.put("at_head", head);
    values.put("active_operation", active);
    var block = new DumperOptions();
    block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Path growing = folder.resolve(NAME + ".new");
    Files.writeString(growing, new Yaml(block).dump(values));
    Files.move(
        growing,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  CheckoutIndex at(String commit) {
    return new CheckoutIndex(source, commit, "");
  }

  CheckoutIndex on(PathUri other) {
    return new CheckoutIndex(other, head, active);
  }

  CheckoutIndex during(String operation) {
    return new CheckoutIndex(source, head, operation);
  }
}
