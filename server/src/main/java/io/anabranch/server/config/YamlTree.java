package io.anabranch.server.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML (so JSON too) into {@link Node}s that remember their lines. No type is ever
 * constructed from a tag. Anchors, aliases and merge keys work, within bounds on depth and on nodes
 * in all.
 */
final class YamlTree {

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_NODES = 20_000;
  private static final int MOST_LEVELS = 32;

  private final String name;
  private final boolean lines;
  private int nodes;

  private YamlTree(String name, boolean lines) {
    this.name = name;
    this.lines = lines;
  }

  /** A whole file; sources name the line. An empty file is an empty mapping. */
  static Node parseFile(String text, String name) throws BadValueException {
    return new YamlTree(name, true).parse(text);
  }

  /** A value of an environment variable; sources name the variable. */
  static Node parseValue(String json, String name) throws BadValueException {
    // Valid JSON has tabs only between tokens, where YAML wants spaces.
    return new YamlTree(name, false).parse(json.replace('\t', ' '));
  }

  private Node parse(String text) throws BadValueException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowRecursiveKeys(false);
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(MOST_LEVELS);
    try {
      org.yaml.snakeyaml.nodes.Node root = new Yaml(options).compose(new StringReader(text));
      return root == null || Tag.NULL.equals(root.getTag())
          ? Node.Mapping.empty()
          : convert(root, 0);
    } catch (MarkedYAMLException broken) {
      throw new BadValueException(
          "is not valid YAML: " + broken.getProblem() + at(broken.getProblemMark()));
    } catch (YAMLException broken) {
      throw new BadValueException("is not valid YAML: " + broken.getMessage());
    }
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node, int level) throws BadValueException {
    if (++nodes > MOST_NODES || level > MOST_LEVELS) {
      throw new BadValueException("is too large or too deep; look for aliases that multiply");
    }
    return switch (node) {
      case ScalarNode scalar -> new Node.Scalar(scalar.getValue(), source(node));
      case SequenceNode sequence -> sequence(sequence, level);
      case MappingNode mapping -> mapping(mapping, level);
      default -> throw new BadValueException("holds something that is no YAML value");
    };
  }

  private Node sequence(SequenceNode sequence, int level) throws BadValueException {
    List<Node> items = new ArrayList<>();
    for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
      items.add(convert(item, level + 1));
    }
    return new Node.Sequence(List.copyOf(items), source(sequence));
  }

  private Node.Mapping mapping(MappingNode mapping, int level) throws BadValueException {
    Map<String, Node> own = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new BadValueException("has a key that is no plain word" + at(mapping.getStartMark()));
      }
      if (Tag.MERGE.equals(key.getTag())) {
        merge(merged, convert(tuple.getValueNode(), level + 1));
      } else if (own.containsKey(key.getValue())) {
        throw new BadValueException(
            "has the key `" + key.getValue() + "` twice" + at(key.getStartMark()));
      } else if (!Tag.NULL.equals(tuple.getValueNode().getTag())) {
        own.put(key.getValue(), convert(tuple.getValueNode(), level + 1));
      }
    }
    merged.forEach(own::putIfAbsent);
    return new Node.Mapping(own, source(mapping));
  }

  private static void merge(Map<String, Node> into, Node from) {
    switch (from) {
      case Node.Mapping(Map<String, Node> children, String _) ->
          children.forEach(into::putIfAbsent);
      case Node.Sequence(List<Node> items, String _) -> items.forEach(item -> merge(into, item));
      case Node.Scalar _ -> {}
    }
  }

  private String source(org.yaml.snakeyaml.nodes.Node node) {
    return lines ? name + ", line " + (node.getStartMark().getLine() + 1) : name;
  }

  private static String at(Mark mark) {
    return mark == null ? "" : " (line " + (mark.getLine() + 1) + ")";
  }
}
