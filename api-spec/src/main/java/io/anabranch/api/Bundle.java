package io.anabranch.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * The build step that joins the split document. A path item is put in place of its reference; a
 * schema, parameter or response becomes a component, referred to by its name, which therefore must
 * be the only one of its kind. All schemas are taken, also those no operation uses.
 */
final class Bundle {

  private final Path root;
  private final Map<Path, Map<String, Object>> files = new TreeMap<>();
  private final Map<String, Path> origins = new TreeMap<>();
  private final Map<String, Map<String, Object>> components = new TreeMap<>();

  private Bundle(Path root) {
    this.root = root;
  }

  /**
   * Arguments: the folder with {@code openapi.yaml}, the JSON file to write, and that for the
   * generator of clients.
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, Object> document = join(Path.of(arguments[0]));
    write(document, Path.of(arguments[1]));
    write(ClientDocument.of(document), Path.of(arguments[2]));
  }

  private static void write(Map<String, Object> document, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(target.toFile(), document);
  }

  static Map<String, Object> join(Path root) throws IOException {
    return new Bundle(root.normalize()).join();
  }

  private Map<String, Object> join() throws IOException {
    Path top = root.resolve("openapi.yaml");
    Map<String, Object> document = mapping(resolve(load(top), top));
    try (Stream<Path> schemas = Files.list(root.resolve("schemas"))) {
      for (Path file : schemas.sorted().toList()) {
        for (String name : load(file).keySet()) {
          component("schemas", file, name);
        }
      }
    }
    mapping(document.computeIfAbsent("components", _ -> new LinkedHashMap<>())).putAll(components);
    return document;
  }

  private Object resolve(Object node, Path file) throws IOException {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        return follow(reference, file);
      }
      Map<String, Object> resolved = new LinkedHashMap<>();
      for (var entry : map.entrySet()) {
        resolved.put((String) entry.getKey(), resolve(entry.getValue(), file));
      }
      return resolved;
    }
    if (node instanceof List<?> list) {
      Object[] resolved = list.toArray();
      for (int i = 0; i < resolved.length; i++) {
        resolved[i] = resolve(resolved[i], file);
      }
      return List.of(resolved);
    }
    return node;
  }

  private Object follow(String reference, Path from) throws IOException {
    String[] parts = reference.split("#/", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(from + ": not a reference: " + reference);
    }
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    Path relative = root.relativize(file);
    return switch (relative.getName(0).toString()) {
      case "paths" -> resolve(definition(file, parts[1]), file);
      case "parameters.yaml" -> component("parameters", file, parts[1]);
      case "responses.yaml" -> component("responses", file, parts[1]);
      case "schemas" -> component("schemas", file, parts[1]);
      default ->
          throw new IllegalArgumentException(from + ": refers to no known file: " + reference);
    };
  }

  private Map<String, Object> component(String kind, Path file, String name) throws IOException {
    Path origin = origins.putIfAbsent(kind + "/" + name, file);
    if (origin == null) {
      components
          .computeIfAbsent(kind, _ -> new TreeMap<>())
          .put(name, resolve(definition(file, name), file));
    } else if (!origin.equals(file)) {
      throw new IllegalArgumentException(name + " is defined in " + origin + " and in " + file);
    }
    return Map.of("$ref", "#/components/" + kind + "/" + name);
  }

  private Object definition(Path file, String name) throws IOException {
    Object definition = load(file).get(name);
    if (definition == null) {
      throw new IllegalArgumentException(file + " does not define " + name);
    }
    return definition;
  }

  private Map<String, Object> load(Path file) throws IOException {
    Map<String, Object> known = files.get(file);
    if (known == null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        known = new Yaml().load(reader);
      }
      files.put(file, known);
    }
    return known;
  }

  @SuppressWarnings("unchecked") // every mapping of the document has string keys
  static Map<String, Object> mapping(Object node) {
    return (Map<String, Object>) node;
  }
}
