package io.anabranch.server.actions;

import io.anabranch.server.access.Action;
import io.anabranch.server.actions.run.ActionRuns;
import io.anabranch.server.actions.run.TreeObjects;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.ActionRunTable;
import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.RunRow;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Min;
import java.util.List;

/** The operations of the tag {@code actions}. */
@Controller("/api/v1/repositories/{repository}/actions/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
class RunsController {

  private final RepositoryLookup repositories;
  private final ActionRunTable runs;
  private final TreeObjects objects;

  RunsController(RepositoryLookup repositories, ActionRunTable runs, TreeObjects objects) {
    this.repositories = repositories;
    this.runs = runs;
    this.objects = objects;
  }

  @Get
  @Permission(action = Action.READ_ACTION, on = On.REPOSITORY)
  Results<RunBody> listRepositoryRuns(
      String repository,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue(defaultValue = "") String branch,
      @QueryValue(defaultValue = "") String commit) {
    if (!branch.isEmpty() && !commit.isEmpty()) {
      throw new FailureException(
          new Failure.Invalid("runs are listed by branch or by commit, not by both: drop one"));
    }
    int id = repositories.get(repository).id();
    Page<RunRow> page = Page.read(amount, limit -> list(id, branch, commit, after, limit));
    return Results.of(page, RunRow::id, RunBody::of);
  }

  private List<RunRow> list(int id, String branch, String commit, String after, int limit) {
    if (!branch.isEmpty()) {
      return runs.listOfBranch(id, branch, after, limit);
    }
    return commit.isEmpty()
        ? runs.list(id, after, limit)
        : runs.listOfCommit(id, commit, after, limit);
  }

  @Get("/{run_id}")
  @Permission(action = Action.READ_ACTION, on = On.REPOSITORY)
  RunBody getRun(String repository, @PathVariable("run_id") String runId) {
    return RunBody.of(get(repositories.get(repository), runId));
  }

  @Get("/{run_id}/hooks")
  @Permission(action = Action.READ_ACTION, on = On.REPOSITORY)
  Results<HookRunBody> listRunHooks(
      String repository,
      @PathVariable("run_id") String runId,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    Repository found = repositories.get(repository);
    RunRow run = get(found, runId);
    Page<HookRow> page =
        Page.read(amount, limit -> runs.listHooks(found.id(), run.id(), after, limit));
    return Results.of(page, HookRow::id, HookRunBody::of);
  }

  @Get("/{run_id}/hooks/{hook_run_id}/output")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Permission(action = Action.READ_ACTION, on = On.REPOSITORY)
  byte[] getRunHookOutput(
      String repository,
      @PathVariable("run_id") String runId,
      @PathVariable("hook_run_id") String hookRunId) {
    Repository found = repositories.get(repository);
    RunRow run = get(found, runId);
    HookRow hook =
        runs.findHook(found.id(), run.id(), hookRunId)
            .orElseThrow(
                () ->
                    notFound(
                        "run '%s' of repository '%s' has no hook run '%s'"
                            .formatted(runId, repository, hookRunId)));
    return objects.readLog(found, ActionRuns.logName(run.id(), hook.id()));
  }

  private RunRow get(Repository repository, String id) {
    return runs.find(repository.id(), id)
        .orElseThrow(
            () ->
                notFound(
                    "repository '%s' has no run '%s' that is over"
                        .formatted(repository.name(), id)));
  }

  private static FailureException notFound(String message) {
    return new FailureException(new Failure.NotFound(message));
  }
}
