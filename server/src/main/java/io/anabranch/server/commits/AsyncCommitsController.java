package io.anabranch.server.commits;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.CommitBody;
import io.anabranch.server.api.CommitCreation;
import io.anabranch.server.api.Flags;
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
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commits as background tasks, of the tag {@code experimental}. */
@Controller("/api/v1/repositories/{repository}/branches/{branch}/commits/async")
@ExecuteOn(TaskExecutors.BLOCKING)
class AsyncCommitsController {

  private static final String COMMIT_ID = "commit_id";

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final Tasks tasks;
  private final FailureMapper failures;

  AsyncCommitsController(
      RepositoryLookup repositories, VersioningEngine engine, Tasks tasks, FailureMapper failures) {
    this.repositories = repositories;
    this.engine = engine;
    this.tasks = tasks;
    this.failures = failures;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.CREATE_COMMIT, on = On.BRANCH)
  TaskBody commitAsync(
      User user,
      String repository,
      String branch,
      @QueryValue("source_metarange") @Nullable String sourceMetarange,
      @Valid @Body CommitCreation creation) {
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    var known = engine.branches().get(writable, branch);
    var request = creation.request(user.id(), sourceMetarange);
    return new TaskBody(
        tasks.submit(
            writable,
            TaskKind.COMMIT,
            () -> {
              var commit = engine.commits().commit(writable, known.name(), request);
              return Map.of(COMMIT_ID, commit.id().value());
            }));
  }

  @Get("/{id}/status")
  @Permission(action = Action.READ_BRANCH, on = On.BRANCH)
  CommitAsyncStatus commitAsyncStatus(String repository, String branch, String id) {
    var found = repositories.get(repository);
    return status(found, tasks.get(found, TaskKind.COMMIT, id));
  }

  private CommitAsyncStatus status(Repository repository, Task task) {
    return switch (task.state()) {
      case Task.Running _ ->
          new CommitAsyncStatus(task.id(), false, task.updateTime(), null, null, null);
      case Task.Succeeded(var result) ->
          new CommitAsyncStatus(
              task.id(),
              true,
              task.updateTime(),
              null,
              HttpStatus.CREATED.getCode(),
              CommitBody.of(engine.commits().get(repository, result.getOrDefault(COMMIT_ID, ""))));
      case Task.Failed(var failure) ->
          new CommitAsyncStatus(
              task.id(),
              true,
              task.updateTime(),
              new ErrorBody(failure.message()),
              failures.status(failure),
              null);
    };
  }
}
