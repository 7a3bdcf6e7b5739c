package io.anabranch.server.actions.file;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML to maps, lists, texts, numbers, flags and null, as YAML 1.2 takes plain words: {@code on} is
 * a text. Bounded in depth and in values, those that aliases repeat counted each time.
 */
public final class ActionYaml {

  private static final int MAX_CHARACTERS = 1 << 18;
  private static final int MAX_VALUES = 10_000;
  private static final int MAX_DEPTH = 32;

  private int values;

  private ActionYaml() {}

  /** Null for an empty text. The message says what is wrong, and where. */
  public static @Nullable Object parse(String text) throws BadActionException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowRecursiveKeys(false);
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      return root == null ? null : new ActionYaml().value(root, 0);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw new BadActionException(
          "is not valid YAML: "
              + e.getProblem()
              + (mark == null ? "" : " (line " + (mark.getLine() + 1) + ")"));
    } catch (YAMLException e) {
      throw new BadActionException("is not valid YAML: " + e.getMessage());
    }
  }

  private @Nullable Object value(Node node, int depth) throws BadActionException {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      throw new BadActionException("is too large or too deep; look for aliases that multiply");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, depth + 1));
        }
        yield items;
      }
      case MappingNode mapping -> mapping(mapping, depth);
      default -> throw new BadActionException("holds something that is no YAML value");
    };
  }

  private Map<String, @Nullable Object> mapping(MappingNode mapping, int depth)
      throws BadActionException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new BadActionException("has a key that is no plain word (line " + line + ")");
      }
      if (map.containsKey(key.getValue())) {
        throw new BadActionException(
            "has the key `" + key.getValue() + "` twice (line " + line + ")");
      }
      map.put(key.getValue(), value(tuple.getValueNode(), depth + 1));
    }
    return map;
  }

  private static @Nullable Object scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return Long.valueOf(text);
      }
      return tag.equals(Tag.FLOAT) ? Double.valueOf(text) : text;
    } catch (NumberFormatException e) {
      // Octal, sexagesimal and the like: what is written counts.
      return text;
    }
  }
}
