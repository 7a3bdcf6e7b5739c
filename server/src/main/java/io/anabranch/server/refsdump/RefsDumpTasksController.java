package io.anabranch.server.refsdump;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.TaskBody;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
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

/** Dump and restore as background tasks, of the tag {@code repositories}. */
@Controller("/api/v1/repositories/{repository}")
@ExecuteOn(TaskExecutors.BLOCKING)
class RefsDumpTasksController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final Manifests manifests;
  private final Tasks tasks;

  RefsDumpTasksController(
      RepositoryLookup repositories, VersioningEngine engine, Manifests manifests, Tasks tasks) {
    this.repositories = repositories;
    this.engine = engine;
    this.manifests = manifests;
    this.tasks = tasks;
  }

  @Post("/dump")
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.LIST_TAGS, on = On.REPOSITORY)
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  @Permission(action = Action.LIST_COMMITS, on = On.REPOSITORY)
  TaskBody dumpSubmit(String repository) {
    var found = repositories.getStorable(repository);
    return new TaskBody(tasks.submit(found, TaskKind.DUMP_REFS, () -> dump(found)));
  }

  @Get("/dump")
  @Permission(action = Action.LIST_TAGS, on = On.REPOSITORY)
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  @Permission(action = Action.LIST_COMMITS, on = On.REPOSITORY)
  RepositoryDumpStatus dumpStatus(String repository, @QueryValue("task_id") String taskId) {
    Task task = tasks.get(repositories.get(repository), TaskKind.DUMP_REFS, taskId);
    RefsDumpBody refs =
        task.state() instanceof Task.Succeeded(var result) ? RefsDumpBody.of(result) : null;
    return new RepositoryDumpStatus(
        task.id(), task.isOver(), task.updateTime(), findError(task), refs);
  }

  @Post("/restore")
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.CREATE_TAG, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_BRANCH, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_COMMIT, on = On.REPOSITORY)
  TaskBody restoreSubmit(User user, String repository, @Valid @Body RefsRestoreBody restore) {
    var bare = repositories.getWritable(repository, Flags.isSet(restore.force()));
    return new TaskBody(
        tasks.submit(
            bare,
            TaskKind.RESTORE_REFS,
            () -> {
              engine.refsDumps().restore(bare, restore.dump(), user.id());
              return Map.of();
            }));
  }

  @Get("/restore")
  @Permission(action = Action.CREATE_TAG, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_BRANCH, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_COMMIT, on = On.REPOSITORY)
  RepositoryRestoreStatus restoreStatus(String repository, @QueryValue("task_id") String taskId) {
    Task task = tasks.get(repositories.get(repository), TaskKind.RESTORE_REFS, taskId);
    return new RepositoryRestoreStatus(
        task.id(), task.isOver(), task.updateTime(), findError(task));
  }

  private Map<String, String> dump(Repository repository) {
    var dump = RefsDumpBody.of(engine.refsDumps().dump(repository));
    manifests.write(repository, dump);
    return dump.texts();
  }

  private static @Nullable String findError(Task task) {
    return task.state() instanceof Task.Failed(var failure) ? failure.message() : null;
  }
}
