package io.anabranch.server.access;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the policies of one user come to. Immutable; a decision takes a few microseconds, and hardly
 * more with thousands of policies.
 */
public final class Rights {

  private static final Decision NOT_ALLOWED = new Decision.NotAllowed();

  private final RuleIndex denies;
  private final RuleIndex allows;

  private Rights(List<Rule> rules) {
    var byEffect = rules.stream().collect(Collectors.groupingBy(Rule::effect));
    this.denies = new RuleIndex(byEffect.getOrDefault(Effect.DENY, List.of()));
    this.allows = new RuleIndex(byEffect.getOrDefault(Effect.ALLOW, List.of()));
  }

  /**
   * @param user whom <code>${user}</code> means
   * @throws FailureException Corrupt when a policy cannot be read: then nobody can tell what it
   *     denies
   */
  public static Rights of(String user, List<Policy> policies) {
    List<Rule> rules = new ArrayList<>();
    for (Policy policy : policies) {
      try {
        rules.addAll(PolicyRules.of(policy, user));
      } catch (FailureException e) {
        throw new FailureException(
            new Failure.Corrupt(
                "policy '%s' cannot be understood, so nobody who has it may do anything: %s"
                    .formatted(policy.id(), e.failure().message())),
            e);
      }
    }
    return new Rights(rules);
  }

  /** How many rules there are; memory grows with it. */
  public int size() {
    return denies.rules().size() + allows.rules().size();
  }

  /** Whether something may be done to a resource; to all of it, when it is whole. */
  public Decision decide(Action action, Resource resource, Circumstances circumstances) {
    Optional<Rule> denied =
        resource.whole()
            ? first(denies, rule -> rule.covers(action, resource, circumstances))
            : denies.find(action, resource, circumstances);
    return decision(
        denied, denied.isPresent() ? denied : allows.find(action, resource, circumstances));
  }

  /** Whether it may be done to something: then it depends on each resource. */
  public Decision decideForSome(Action action, Circumstances circumstances) {
    return decision(
        first(denies, rule -> rule.coversAll(action, circumstances)),
        first(allows, rule -> rule.coversSome(action, circumstances)));
  }

  private static Optional<Rule> first(RuleIndex index, Predicate<Rule> condition) {
    return index.rules().stream().filter(condition).findFirst();
  }

  private static Decision decision(Optional<Rule> denied, Optional<Rule> allowed) {
    if (denied.isPresent()) {
      return new Decision.Denied(denied.get().policy());
    }
    return allowed.<Decision>map(rule -> new Decision.Allowed(rule.policy())).orElse(NOT_ALLOWED);
  }
}
