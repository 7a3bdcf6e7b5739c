package io.anabranch.cli.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Keys of a store, as one element of {@code blockstores.stores} has them: in YAML, of which JSON is
 * a part. So secrets are in a file or come by a pipe, and not among the arguments, which every user
 * of the machine can see.
 */
final class DefinitionFile {

  private static final String STANDARD_INPUT = "-";

  private DefinitionFile() {}

  /**
   * @param file its path, or {@code -} for standard input
   */
  static JsonNode read(Context context, String file) throws IOException {
    try (InputStream in =
        file.equals(STANDARD_INPUT)
            ? context.console().in()
            : Files.newInputStream(Path.of(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Object keys = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      if (keys instanceof Map<?, ?> map) {
        // As a tree, because the API's own mapper leaves out of maps what is null.
        return new ObjectMapper().valueToTree(map);
      }
    } catch (YAMLException e) {
      throw new CliException(file + " is neither YAML nor JSON: " + e.getMessage(), e);
    }
    throw new CliException(
        file + " must hold the keys of one store, such as `id: cold` and `type: s3`");
  }
}
