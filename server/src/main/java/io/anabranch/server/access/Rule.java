package io.anabranch.server.access;

import java.util.List;
import java.util.Set;

/**
 * A statement on one of its resources, ready to be asked.
 *
 * @param policy that it is of
 */
record Rule(
    String policy, Effect effect, Set<Action> actions, Glob resource, List<Condition> conditions) {

  /** Whether it speaks of the action, under these circumstances. */
  private boolean applies(Action action, Circumstances circumstances) {
    return actions.contains(action)
        && conditions.stream().allMatch(condition -> condition.holds(circumstances, effect));
  }

  /** Of what is whole an allow must cover all, and a deny any part. */
  boolean covers(Action action, Resource resource, Circumstances circumstances) {
    return matches(resource) && applies(action, circumstances);
  }

  private boolean matches(Resource asked) {
    if (!asked.whole()) {
      return resource.matches(asked.text());
    }
    return effect == Effect.ALLOW
        ? resource.matchesAllWith(asked.text())
        : resource.matchesSomeWith(asked.text());
  }

  /** Whether it speaks of the action on something at least. */
  boolean coversSome(Action action, Circumstances circumstances) {
    return applies(action, circumstances);
  }

  /** Whether it speaks of the action on everything there is. */
  boolean coversAll(Action action, Circumstances circumstances) {
    return resource.matchesAllWith("") && applies(action, circumstances);
  }
}
