package io.anabranch.server.actions.file;

import io.anabranch.versioning.protection.Glob;
import java.util.List;
import java.util.Map;

/**
 * Hooks that run one after the other, and when.
 *
 * @param on the branches for each event: any, if none are named
 */
public record Action(String name, Map<EventType, List<Glob>> on, List<HookDefinition> hooks) {

  public Action {
    on = Map.copyOf(on);
    hooks = List.copyOf(hooks);
  }

  /**
   * @param branch empty for events of tags
   */
  public boolean isFor(EventType event, String branch) {
    List<Glob> branches = on.get(event);
    return branches != null
        && (branches.isEmpty() || branches.stream().anyMatch(glob -> glob.matches(branch)));
  }
}
