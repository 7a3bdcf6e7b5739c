package io.anabranch.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One pass over the configuration: where values come from, and what was noticed on the way. Every
 * key that a {@link Section} asks for becomes known; what is left over at the end is unknown.
 */
final class Reading {

  /** Ours first: it wins over the name that servers of the peer were set up with. */
  private static final List<String> PREFIXES = List.of("ANABRANCH_", "LAKEFS_");

  /** A value in force, for the printed configuration. */
  record Effective(String key, String value, String source) {}

  private record Root(String pattern, String path, Node node) {}

  private final Map<String, String> environment;
  private final Preset preset;
  private final Path home;
  private final boolean documenting;

  private final List<ConfigurationFault> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final List<Effective> effective = new ArrayList<>();
  private final Map<String, KeyDescription> keys = new LinkedHashMap<>();
  private final Map<String, String> ignored = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final List<Root> roots = new ArrayList<>();

  private Reading(Map<String, String> environment, Preset preset, Path home, boolean documenting) {
    this.environment = environment;
    this.preset = preset;
    this.home = home;
    this.documenting = documenting;
  }

  static Reading of(Map<String, String> environment, Preset preset, Path home) {
    return new Reading(environment, preset, home, false);
  }

  /** Reads nothing and visits every key, to describe them. */
  static Reading documenting() {
    return new Reading(Map.of(), Preset.NONE, Path.of("~"), true);
  }

  Section root(Node.Mapping file) {
    roots.add(new Root("", "", file));
    return new Section(this, "", "", file, true, true);
  }

  /** A group that stands for itself, out of reach of the environment. */
  Section element(Node.Mapping group) {
    roots.add(new Root("", "", group));
    return new Section(this, "", "", group, false, true);
  }

  /** Variables whose names begin so, apart from those that are keys of the configuration. */
  Map<String, Secret> environment(String prefix) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(prefix))
        .filter(variable -> PREFIXES.stream().noneMatch(variable.getKey()::startsWith))
        .collect(Collectors.toMap(Map.Entry::getKey, variable -> new Secret(variable.getValue())));
  }

  Path home() {
    return home;
  }

  boolean isDocumenting() {
    return documenting;
  }

  Optional<Node> findInEnvironment(String path) {
    for (String prefix : PREFIXES) {
      String name = prefix + variable(path);
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(new Node.Scalar(value, "environment variable " + name));
      }
    }
    return Optional.empty();
  }

  /** The name of some variable that sets this key or one below it. */
  Optional<String> findVariable(String path) {
    return PREFIXES.stream()
        .map(prefix -> prefix + variable(path))
        .flatMap(
            name ->
                environment.keySet().stream()
                    .filter(set -> set.equals(name) || set.startsWith(name + "_"))
                    .filter(set -> !environment.getOrDefault(set, "").isBlank())
                    .sorted())
        .findFirst();
  }

  Optional<Node> findInPreset(String path) {
    return Optional.ofNullable(preset.values().get(path))
        .map(text -> new Node.Scalar(text, "preset " + preset.name()));
  }

  void describe(KeyDescription key) {
    keys.putIfAbsent(key.key(), key);
  }

  void group(String pattern) {
    groups.add(pattern);
  }

  /** Remembers a tree that did not come with the file, to look for unknown keys in it. */
  void tree(String pattern, String path, Node node) {
    roots.add(new Root(pattern, path, node));
  }

  void effective(String key, String value, String source) {
    effective.add(new Effective(key, value, source));
  }

  void ignore(String pattern, String reason) {
    ignored.put(pattern, reason);
  }

  void refuse(String pattern, String remedy) {
    refused.put(pattern, remedy);
  }

  void warn(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
    }
  }

  void fault(String key, String source, String text) {
    faults.add(new ConfigurationFault(key, source, text));
  }

  void missing(String path) {
    missing.add(path);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<Effective> effective() {
    return List.copyOf(effective);
  }

  List<KeyDescription> keys() {
    return List.copyOf(keys.values());
  }

  Map<String, String> ignored() {
    return ignored;
  }

  Map<String, String> refused() {
    return refused;
  }

  /** Everything that is wrong: what is missing first, then in the order of reading. */
  List<ConfigurationFault> faults() {
    List<ConfigurationFault> all = new ArrayList<>();
    if (!missing.isEmpty()) {
      all.add(
          new ConfigurationFault("", "", "missing required keys: " + String.join(", ", missing)));
    }
    all.addAll(faults);
    for (Root root : roots) {
      addUnknown(all, root.pattern(), root.path(), root.node());
    }
    return all;
  }

  /** Variables that look like ours but set nothing: probably a typing error. */
  void warnOfUnknownVariables() {
    Set<String> known = new LinkedHashSet<>();
    keys.keySet().forEach(key -> known.add(variable(key)));
    groups.forEach(group -> known.add(variable(group)));
    for (String name : environment.keySet().stream().sorted().toList()) {
      for (String prefix : PREFIXES) {
        if (name.startsWith(prefix) && !known.contains(name.substring(prefix.length()))) {
          Spelling.closest(name.substring(prefix.length()), known)
              .ifPresent(
                  close ->
                      warn(
                          "environment variable "
                              + name
                              + " sets nothing; did you mean "
                              + prefix
                              + close
                              + "?"));
        }
      }
    }
  }

  private void addUnknown(List<ConfigurationFault> all, String pattern, String path, Node node) {
    switch (node) {
      case Node.Mapping(Map<String, Node> children, String _) ->
          children.forEach(
              (name, child) -> addUnknownChild(all, join(pattern, name), join(path, name), child));
      case Node.Sequence(List<Node> items, String _) -> {
        for (int i = 0; i < items.size(); i++) {
          addUnknown(all, pattern + "[]", path + "[" + i + "]", items.get(i));
        }
      }
      case Node.Scalar _ -> {}
    }
  }

  private void addUnknownChild(
      List<ConfigurationFault> all, String pattern, String path, Node child) {
    if (groups.contains(pattern)) {
      if (child instanceof Node.Scalar) {
        all.add(new ConfigurationFault(path, child.source(), "is a group of keys, not a value"));
      } else {
        addUnknown(all, pattern, path, child);
      }
    } else if (!keys.containsKey(pattern)
        && !ignored.containsKey(pattern)
        && !refused.containsKey(pattern)) {
      all.add(new ConfigurationFault(path, child.source(), "unknown key" + suggestion(pattern)));
    }
  }

  private String suggestion(String pattern) {
    Set<String> known = new LinkedHashSet<>(keys.keySet());
    known.addAll(groups);
    known.remove("");
    return Spelling.closestKey(pattern, known)
        .map(close -> "; did you mean " + close + "?")
        .orElse("; remove it");
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String variable(String path) {
    return path.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
