package io.anabranch.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys below one prefix. A settings record reads itself from its section; asking for a key is
 * what declares it. Values that are missing or bad are noted as faults and replaced by
 * placeholders, so that one pass finds every fault.
 */
final class Section {

  private final Reading reading;
  private final String pattern;
  private final String path;
  private final Node.Mapping mapping;
  private final boolean variables;
  private final boolean active;

  /**
   * @param pattern the path with {@code []} for each list element
   * @param variables whether environment variables reach in here: not into lists
   * @param active whether the values will be used; if not, nothing is missing
   */
  Section(
      Reading reading,
      String pattern,
      String path,
      Node.Mapping mapping,
      boolean variables,
      boolean active) {
    this.reading = reading;
    this.pattern = pattern;
    this.path = path;
    this.mapping = mapping;
    this.variables = variables;
    this.active = active;
    reading.group(pattern);
  }

  Section section(String name) {
    return section(name, true);
  }

  /** Keys that are declared and checked, but used only if {@code used}. */
  Section section(String name, boolean used) {
    Node.Mapping below =
        mapping.children().get(name) instanceof Node.Mapping child ? child : Node.Mapping.empty();
    return new Section(
        reading,
        Reading.join(pattern, name),
        Reading.join(path, name),
        below,
        variables,
        active && used);
  }

  /**
   * The elements of a list of groups, which must have some. From the environment, the list comes
   * whole, as JSON.
   */
  List<Section> sections(String name) {
    String listPattern = Reading.join(pattern, name);
    reading.group(listPattern);
    if (reading.isDocumenting()) {
      return List.of(element(name, 0, Node.Mapping.empty()));
    }
    List<Section> elements = new ArrayList<>();
    Optional<Node> list = findList(name);
    if (list.isEmpty()) {
      missing(name);
    } else if (!(list.get() instanceof Node.Sequence(List<Node> items, String source))) {
      fault(name, list.get().source(), "is a list of groups; start each element with a dash");
    } else if (items.isEmpty()) {
      fault(name, source, "is empty; add at least one element");
    } else {
      for (Node item : items) {
        if (item instanceof Node.Mapping group) {
          elements.add(element(name, elements.size(), group));
        } else {
          fault(name, item.source(), "is a list of groups of keys, and this element is none");
        }
      }
    }
    return elements;
  }

  /** As {@link #sections}; none when the list is not given. */
  List<Section> optionalSections(String name) {
    return reading.isDocumenting() || findList(name).isPresent()
        ? sections(name)
        : noSections(name);
  }

  /** The key is known all the same. */
  private List<Section> noSections(String name) {
    reading.group(Reading.join(pattern, name));
    return List.of();
  }

  private Section element(String name, int index, Node.Mapping group) {
    String suffix = "[" + index + "]";
    return new Section(
        reading,
        Reading.join(pattern, name) + "[]",
        Reading.join(path, name) + suffix,
        group,
        false,
        active);
  }

  private Optional<Node> findList(String name) {
    String listPath = Reading.join(path, name);
    Optional<Node> variable = variables ? reading.findInEnvironment(listPath) : Optional.empty();
    if (variable.isEmpty()) {
      return Optional.ofNullable(mapping.children().get(name));
    }
    if (!(variable.get() instanceof Node.Scalar(String json, String source))) {
      return variable;
    }
    try {
      Node tree = YamlTree.parseValue(json, source);
      reading.tree(Reading.join(pattern, name), listPath, tree);
      return Optional.of(tree);
    } catch (BadValueException bad) {
      return Optional.of(new Node.Scalar(bad.problem(), source));
    }
  }

  <T> T value(String name, Kind<T> kind, T fallback, String comment) {
    describe(name, kind, kind.print().apply(fallback), comment);
    Optional<T> given = parse(name, kind);
    if (given.isEmpty()) {
      show(name, kind.print().apply(fallback), "default");
    }
    return given.orElse(fallback);
  }

  <T> Optional<T> optional(String name, Kind<T> kind, String comment) {
    describe(name, kind, "", comment);
    return parse(name, kind);
  }

  <T> T required(String name, Kind<T> kind, String comment) {
    describe(name, kind, "required", comment);
    Optional<T> given = parse(name, kind);
    if (given.isEmpty() && find(name).isEmpty()) {
      missing(name);
    }
    return given.orElse(kind.placeholder());
  }

  /** A key or group of the peer that does nothing here. */
  void ignored(String name, String reason) {
    reading.ignore(Reading.join(pattern, name), reason);
    whereGiven(name)
        .ifPresent(
            source ->
                reading.warn(Reading.join(path, name) + " (" + source + ") is ignored: " + reason));
  }

  /** A key or group of the peer that must not be ignored silently. */
  void refused(String name, String remedy) {
    reading.refuse(Reading.join(pattern, name), remedy);
    whereGiven(name).ifPresent(source -> fault(name, source, remedy));
  }

  /** Where the operator set any key of this section; presets and defaults do not count. */
  Optional<String> whereGiven() {
    return mapping.children().isEmpty()
        ? reading.findVariable(path).map(variable -> "environment variable " + variable)
        : Optional.of(mapping.source());
  }

  /** Whether a key has a value from anywhere but its default. */
  boolean has(String name) {
    return find(name).isPresent();
  }

  void missing(String name) {
    if (active) {
      reading.missing(Reading.join(path, name));
    }
  }

  /** Notes that a key's value cannot be used. */
  void fault(String name, String text) {
    if (active) {
      fault(name, find(name).map(Node::source).orElse(""), text);
    }
  }

  private void fault(String name, String source, String text) {
    reading.fault(name.isEmpty() ? path : Reading.join(path, name), source, text);
  }

  void warn(String name, String text) {
    if (active) {
      reading.warn(Reading.join(path, name) + ": " + text);
    }
  }

  /** The variables of the environment whose names begin so. */
  Map<String, Secret> environment(String prefix) {
    return reading.environment(prefix);
  }

  String path() {
    return path;
  }

  Path home(String below) {
    return reading.home().resolve(below);
  }

  Kind<Path> pathKind() {
    return Kinds.path(reading.home());
  }

  Kind<List<Path>> pathsKind() {
    return Kinds.paths(reading.home());
  }

  private <T> Optional<T> parse(String name, Kind<T> kind) {
    Optional<Node> given = find(name);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      T value = kind.parser().parse(given.get());
      show(name, kind.print().apply(value), given.get().source());
      return Optional.of(value);
    } catch (BadValueException bad) {
      fault(name, given.get().source(), bad.problem());
      return Optional.empty();
    }
  }

  private Optional<Node> find(String name) {
    String key = Reading.join(path, name);
    Optional<Node> variable = variables ? reading.findInEnvironment(key) : Optional.empty();
    return variable
        .or(() -> Optional.ofNullable(mapping.children().get(name)))
        .or(() -> reading.findInPreset(key));
  }

  private Optional<String> whereGiven(String name) {
    Optional<String> inTree = Optional.ofNullable(mapping.children().get(name)).map(Node::source);
    return inTree.isPresent() || !variables
        ? inTree
        : reading
            .findVariable(Reading.join(path, name))
            .map(variable -> "environment variable " + variable);
  }

  private void describe(String name, Kind<?> kind, String fallback, String comment) {
    reading.describe(
        new KeyDescription(Reading.join(pattern, name), kind.name(), fallback, comment));
  }

  private void show(String name, String value, String source) {
    if (active) {
      reading.effective(Reading.join(path, name), value, source);
    }
  }
}
