package io.anabranch.server.config;

import java.util.List;
import java.util.Map;

/** A piece of configuration as it was written, with the place it was written at. */
sealed interface Node {

  /** Such as {@code config.yaml, line 3} or {@code environment variable ANABRANCH_…}. */
  String source();

  record Scalar(String text, String source) implements Node {}

  record Sequence(List<Node> items, String source) implements Node {}

  /** In the order written. A key whose value is null counts as not given, so it is absent. */
  record Mapping(Map<String, Node> children, String source) implements Node {

    static Mapping empty() {
      return new Mapping(Map.of(), "");
    }
  }
}
