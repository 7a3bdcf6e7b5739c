package io.anabranch.server.auth;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Circumstances;
import io.anabranch.server.access.Decision;
import io.anabranch.server.access.Resource;
import io.anabranch.server.access.Rights;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;

/**
 * Who makes a request, and what that user may do: the one place where it is decided. Controllers
 * take it as a parameter. Safe for use by many threads.
 *
 * @param trail hears what was asked, and of what it was required also the resources
 */
public record Caller(User user, Rights rights, Circumstances circumstances, Trail trail) {

  public boolean may(Action action, Resource resource) {
    return decide(action, resource).isAllowed();
  }

  public Decision decide(Action action, Resource resource) {
    trail.judged(action);
    return rights.decide(action, resource, circumstances);
  }

  private Decision judge(Action action, Resource resource) {
    trail.judged(action, resource);
    return rights.decide(action, resource, circumstances);
  }

  /**
   * @throws FailureException Forbidden when the user may not do that; then nothing must happen
   */
  public void require(Action action, Resource resource) {
    require(judge(action, resource), action, resource);
  }

  /** What {@link #require} would throw; empty when the user may. */
  public Optional<Failure> findRefusal(Action action, Resource resource) {
    return refusal(judge(action, resource), action, resource);
  }

  /**
   * As {@link #require(Action, Resource)}, for what is then decided for each resource.
   *
   * @throws FailureException Forbidden when there is nothing that the user may do it to
   */
  public void requireForSome(Action action) {
    trail.judged(action);
    require(rights.decideForSome(action, circumstances), action, Resource.ALL);
  }

  private void require(Decision decision, Action action, Resource resource) {
    refusal(decision, action, resource)
        .ifPresent(
            failure -> {
              throw new FailureException(failure);
            });
  }

  private Optional<Failure> refusal(Decision decision, Action action, Resource resource) {
    return switch (decision) {
      case Decision.Allowed _ -> Optional.empty();
      case Decision.Denied _ -> Optional.of(forbidden(action, resource, "a policy denies it"));
      case Decision.NotAllowed _ -> Optional.of(forbidden(action, resource, "no policy allows it"));
    };
  }

  private Failure forbidden(Action action, Resource resource, String why) {
    return new Failure.Forbidden(
        "insufficient permissions: user '%s' may not %s on %s: %s; ask an administrator"
            .formatted(user.id(), action.text(), resource, why));
  }
}
