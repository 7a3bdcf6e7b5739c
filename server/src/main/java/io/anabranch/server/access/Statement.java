package io.anabranch.server.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Allows or denies actions on resources, as it was written.
 *
 * @param actions names and patterns such as {@code fs:Read*}
 * @param resource an ARN with wildcards, or a JSON list of such as text
 * @param condition operator to field to values
 */
public record Statement(
    Effect effect,
    List<String> actions,
    String resource,
    Map<String, Map<String, List<String>>> condition) {

  public Statement {
    actions = List.copyOf(actions);
    Map<String, Map<String, List<String>>> copy = new LinkedHashMap<>();
    condition.forEach((operator, fields) -> copy.put(operator, Map.copyOf(fields)));
    condition = Map.copyOf(copy);
  }

  public Statement(Effect effect, List<String> actions, String resource) {
    this(effect, actions, resource, Map.of());
  }
}
