package io.anabranch.server.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules by what their resources begin with, so that of thousands only those are looked at that may
 * match. Immutable.
 */
final class RuleIndex {

  private final List<Rule> rules;
  private final Map<String, List<Rule>> byStart = new HashMap<>();

  /** How long the starts are, ascending, each once. */
  private final int[] lengths;

  RuleIndex(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    rules.forEach(
        rule -> byStart.computeIfAbsent(rule.resource().start(), _ -> new ArrayList<>()).add(rule));
    this.lengths = byStart.keySet().stream().mapToInt(String::length).sorted().distinct().toArray();
  }

  /** A rule whose pattern the text of the resource matches. */
  Optional<Rule> find(Action action, Resource resource, Circumstances circumstances) {
    String text = resource.text();
    for (int length : lengths) {
      if (length > text.length()) {
        break;
      }
      for (Rule rule : byStart.getOrDefault(text.substring(0, length), List.of())) {
        if (rule.covers(action, resource, circumstances)) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }

  List<Rule> rules() {
    return rules;
  }
}
