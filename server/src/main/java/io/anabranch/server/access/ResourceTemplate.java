package io.anabranch.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An ARN with variables in braces: {@code arn:lakefs:fs:::repository/{repository}}.
 *
 * @param literals what stands before, between and behind the variables
 * @param variables their names
 */
public record ResourceTemplate(List<String> literals, List<String> variables) {

  public ResourceTemplate {
    literals = List.copyOf(literals);
    variables = List.copyOf(variables);
  }

  /**
   * @throws IllegalArgumentException when a brace is not closed
   */
  public static ResourceTemplate of(String text) {
    List<String> literals = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("a brace is not closed in " + text);
      }
      literals.add(text.substring(from, open));
      variables.add(text.substring(open + 1, close));
      from = close + 1;
    }
    literals.add(text.substring(from));
    return new ResourceTemplate(literals, variables);
  }

  /**
   * @param values of the variables, by their names
   */
  public Resource resource(UnaryOperator<String> values) {
    StringBuilder text = new StringBuilder(literals.getFirst());
    for (int i = 0; i < variables.size(); i++) {
      text.append(values.apply(variables.get(i))).append(literals.get(i + 1));
    }
    return new Resource(text.toString(), false);
  }
}
