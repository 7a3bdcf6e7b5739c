package io.anabranch.server.actions;

import io.anabranch.server.access.Action;
import io.anabranch.server.actions.run.ActionHooks;
import io.anabranch.server.actions.run.Trigger;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.util.Objects;
import java.util.Optional;

/**
 * The operations of the tag {@code triggers} that run actions. Who may commit to a branch can have
 * them run anyway.
 */
@Controller("/api/anabranch/v1/repositories/{repository}/branches/{branch}/actions/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
class TriggersController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final Optional<ActionHooks> hooks;

  TriggersController(
      RepositoryLookup repositories, VersioningEngine engine, Optional<ActionHooks> hooks) {
    this.repositories = repositories;
    this.engine = engine;
    this.hooks = hooks;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.CREATE_COMMIT, on = On.BRANCH)
  TriggeredRun triggerActions(
      User user, String repository, String branch, @Valid @Body ActionTrigger wanted) {
    var found = repositories.get(repository);
    engine.branches().get(found, branch);
    Commit head = engine.refs().getCommit(found, branch);
    String action = Objects.requireNonNullElse(wanted.action(), "");
    var trigger = new Trigger(user.id(), branch, head, Trigger.event(wanted.eventType()), action);
    return new TriggeredRun(
        hooks
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.Invalid(
                            "this server runs no actions: see actions.enabled in its configuration")))
            .trigger(found, trigger));
  }
}
