package io.anabranch.server.refs;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.MergeResult;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.TaskBody;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
import io.anabranch.server.failures.ErrorBody;
import io.anabranch.server.failures.FailureMapper;
import io.anabranch.server.tasks.Task;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.Tasks;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.merge.MergeOutcome;
import io.anabranch.versioning.model.Key;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Merges as background tasks, of the tag {@code experimental}. */
@Controller("/api/v1/repositories/{repository}/refs/{sourceRef}/merge/{destinationBranch}/async")
@ExecuteOn(TaskExecutors.BLOCKING)
class AsyncMergesController {

  private static final String COMMIT_ID = "commit_id";
  private static final int SHOWN_CONFLICTS = 10;

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final Tasks tasks;
  private final FailureMapper failures;

  AsyncMergesController(
      RepositoryLookup repositories, VersioningEngine engine, Tasks tasks, FailureMapper failures) {
    this.repositories = repositories;
    this.engine = engine;
    this.tasks = tasks;
    this.failures = failures;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.CREATE_COMMIT, on = On.DESTINATION)
  TaskBody mergeIntoBranchAsync(
      User user,
      String repository,
      String sourceRef,
      String destinationBranch,
      @Valid @Body @Nullable Merge merge) {
    var wanted = merge == null ? Merge.DEFAULT : merge;
    var writable = repositories.getWritable(repository, Flags.isSet(wanted.force()));
    var _ = engine.refs().getCommit(writable, sourceRef);
    var known = engine.branches().get(writable, destinationBranch);
    var request = wanted.request(user);
    return new TaskBody(
        tasks.submit(
            writable,
            TaskKind.MERGE,
            () -> {
              var outcome = engine.merges().merge(writable, sourceRef, known.name(), request);
              return result(sourceRef, known.name(), outcome);
            }));
  }

  @Get("/{id}/status")
  @Permission(action = Action.READ_BRANCH, on = On.DESTINATION)
  MergeAsyncStatus mergeIntoBranchAsyncStatus(
      String repository, String sourceRef, String destinationBranch, String id) {
    return status(tasks.get(repositories.get(repository), TaskKind.MERGE, id));
  }

  private static Map<String, String> result(
      String source, String destination, MergeOutcome outcome) {
    return switch (outcome) {
      case MergeOutcome.Merged(var commit) -> Map.of(COMMIT_ID, commit.id().value());
      case MergeOutcome.Conflicted(var paths) -> throw conflict(source, destination, paths);
    };
  }

  private static FailureException conflict(String source, String destination, List<Key> paths) {
    String shown =
        paths.stream()
            .limit(SHOWN_CONFLICTS)
            .map(path -> "'" + path + "'")
            .collect(Collectors.joining(", "));
    return new FailureException(
        new Failure.Conflict(
            "'%s' and branch '%s' changed the same paths differently: %s%s"
                .formatted(
                    source,
                    destination,
                    shown,
                    paths.size() > SHOWN_CONFLICTS ? " and others" : "")));
  }

  private MergeAsyncStatus status(Task task) {
    return switch (task.state()) {
      case Task.Running _ ->
          new MergeAsyncStatus(task.id(), false, task.updateTime(), null, null, null);
      case Task.Succeeded(var result) ->
          new MergeAsyncStatus(
              task.id(),
              true,
              task.updateTime(),
              null,
              HttpStatus.OK.getCode(),
              new MergeResult(result.getOrDefault(COMMIT_ID, "")));
      case Task.Failed(var failure) ->
          new MergeAsyncStatus(
              task.id(),
              true,
              task.updateTime(),
              new ErrorBody(failure.message()),
              failures.status(failure),
              null);
    };
  }
}
