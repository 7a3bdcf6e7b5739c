package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.Action;
import io.anabranch.server.actions.file.EventType;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;

/**
 * Somebody's wish to see actions run as if an event had happened to the head of a branch.
 *
 * @param action the only one to run; empty for all that are bound to the event
 */
public record Trigger(String user, String branch, Commit head, EventType event, String action) {

  public Trigger {
    if (event.isOfTag()) {
      throw new FailureException(
          new Failure.Invalid(
              "event_type: %s is an event of tags, and this is a branch".formatted(event.text())));
    }
  }

  /** The event of a name that a client gave. */
  public static EventType event(String text) {
    return EventType.find(text)
        .orElseThrow(
            () -> new FailureException(new Failure.Invalid("event_type: no event is " + text)));
  }

  boolean isFor(Action candidate) {
    return candidate.isFor(event, branch) && (action.isEmpty() || candidate.name().equals(action));
  }

  String nothing(String repository) {
    return "%s of branch '%s' of repository '%s' is bound to %s"
        .formatted(
            action.isEmpty() ? "no action" : "no action '" + action + "'",
            branch,
            repository,
            event.text());
  }
}
