package io.anabranch.server.access;

import io.anabranch.outgoing.Network;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads policies as they are written, and says what is wrong with one. */
public final class PolicyRules {

  static final int MAX_STATEMENTS = 200;
  static final int MAX_ITEMS = 200;
  static final int MAX_LENGTH = 2048;
  static final int MAX_JSON = 1 << 16;

  private static final String PLACEHOLDER = "${user}";
  private static final String ARN = "arn:lakefs:";

  private final String policy;
  private final String user;

  private PolicyRules(String policy, String user) {
    this.policy = policy;
    this.user = user;
  }

  /**
   * @throws FailureException Invalid, naming the field that cannot be right
   */
  public static void check(Policy policy) {
    var _ = of(policy, "someone");
    int length = PolicyJson.write(policy.statements()).length();
    if (length > MAX_JSON) {
      throw invalid(
          "statement: has at most %d characters as JSON, not %d: make several policies of it"
              .formatted(MAX_JSON, length));
    }
  }

  /**
   * @throws FailureException Invalid, naming the field that cannot be right
   */
  static List<Rule> of(Policy policy, String user) {
    requireSize("statement", policy.statements().size(), MAX_STATEMENTS);
    PolicyRules reading = new PolicyRules(policy.id(), user);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < policy.statements().size(); i++) {
      rules.addAll(reading.rules("statement[" + i + "].", policy.statements().get(i)));
    }
    return rules;
  }

  private List<Rule> rules(String at, Statement statement) {
    Set<Action> actions = actions(at + "action", statement.actions());
    List<Condition> conditions = conditions(at + "condition", statement.condition());
    return ResourceList.parse(at + "resource", statement.resource()).stream()
        .map(resource -> glob(at + "resource", resource))
        .map(resource -> new Rule(policy, statement.effect(), actions, resource, conditions))
        .toList();
  }

  private static Set<Action> actions(String field, List<String> patterns) {
    requireSize(field, patterns.size(), MAX_ITEMS);
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (pattern.length() > MAX_LENGTH || !Action.isKnown(pattern)) {
        throw invalid(
            "%s[%d]: there is no action '%s': name one such as fs:ReadObject, or several as fs:*"
                .formatted(field, i, shortened(pattern)));
      }
      actions.addAll(Action.matching(pattern));
    }
    return actions;
  }

  private Glob glob(String field, String resource) {
    if (resource.length() > MAX_LENGTH) {
      throw invalid("%s: has at most %d characters".formatted(field, MAX_LENGTH));
    }
    if (!resource.equals("*") && !resource.startsWith(ARN)) {
      throw invalid(
          "%s: must be * or begin with %s, as arn:lakefs:fs:::repository/example/*, not '%s'"
              .formatted(field, ARN, shortened(resource)));
    }
    return Glob.of(resource, PLACEHOLDER, user);
  }

  private static List<Condition> conditions(
      String field, Map<String, Map<String, List<String>>> condition) {
    List<Condition> conditions = new ArrayList<>();
    condition.forEach(
        (operator, fields) -> {
          requireSize(field + "." + operator, fields.size(), MAX_ITEMS);
          fields.forEach(
              (name, values) -> conditions.add(condition(field, operator, name, values)));
        });
    return List.copyOf(conditions);
  }

  private static Condition condition(
      String field, String operator, String name, List<String> values) {
    String at = field + "." + operator + "." + name;
    requireSize(at, values.size(), MAX_ITEMS);
    return switch (operator) {
      case "IpAddress" -> new Condition.Address(networks(at, name, values), true);
      case "NotIpAddress" -> new Condition.Address(networks(at, name, values), false);
      case "StringEquals" -> text(at, name, values, Glob::literal, true);
      case "StringNotEquals" -> text(at, name, values, Glob::literal, false);
      case "StringLike" -> text(at, name, values, Glob::of, true);
      case "StringNotLike" -> text(at, name, values, Glob::of, false);
      default ->
          throw invalid(
              field
                  + "."
                  + shortened(operator)
                  + ": there is no such condition: use IpAddress, NotIpAddress, StringEquals,"
                  + " StringNotEquals, StringLike or StringNotLike");
    };
  }

  private static List<Network> networks(String at, String name, List<String> values) {
    if (!name.equals("SourceIp")) {
      throw invalid(at + ": addresses are compared with SourceIp only");
    }
    return values.stream().map(value -> network(at, value)).toList();
  }

  private static Network network(String at, String value) {
    try {
      return Network.parse(value);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          new Failure.Invalid(
              "%s: '%s' is no address and no network such as 10.1.0.0/16"
                  .formatted(at, shortened(value))),
          e);
    }
  }

  private static Condition text(
      String at, String name, List<String> values, Function<String, Glob> pattern, boolean like) {
    for (Condition.Field field : Condition.Field.values()) {
      if (field.text().equals(name)) {
        return new Condition.Text(field, values.stream().map(pattern).toList(), like);
      }
    }
    throw invalid(at + ": text is compared with Username or Client only");
  }

  private static void requireSize(String field, int size, int most) {
    if (size == 0) {
      throw invalid(field + ": must not be empty");
    }
    if (size > most) {
      throw invalid("%s: has at most %d items, not %d".formatted(field, most, size));
    }
  }

  static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
