package io.anabranch.server.clones;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.TaskBody;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.tasks.Task;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.Tasks;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code clones}. */
@Controller("/api/anabranch/v1/repositories/{repository}/clone")
@ExecuteOn(TaskExecutors.BLOCKING)
class CloneController {

  /** As for a restore of refs. */
  private static final List<Action> FILLING =
      List.of(Action.CREATE_TAG, Action.CREATE_BRANCH, Action.CREATE_COMMIT);

  private final RepositoryLookup repositories;
  private final CloneTasks clones;
  private final Tasks tasks;

  CloneController(RepositoryLookup repositories, CloneTasks clones, Tasks tasks) {
    this.repositories = repositories;
    this.clones = clones;
    this.tasks = tasks;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.LIST_TAGS, on = On.REPOSITORY)
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  @Permission(action = Action.LIST_COMMITS, on = On.REPOSITORY)
  @PermissionByController
  TaskBody cloneSubmit(Caller caller, String repository, @Valid @Body CloneCreation creation) {
    caller.require(Action.READ_OBJECT, Resource.objects(repository, ""));
    for (Action action : FILLING) {
      caller.require(action, Resource.repository(creation.target()));
    }
    caller.require(Action.WRITE_OBJECT, Resource.objects(creation.target(), ""));
    var source = repositories.get(repository);
    var target = repositories.getWritable(creation.target(), false);
    return new TaskBody(clones.start(source, target, caller.user().id()));
  }

  @Get
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  CloneStatus cloneStatus(String repository, @QueryValue("task_id") String taskId) {
    Task task = tasks.get(repositories.get(repository), TaskKind.CLONE, taskId);
    return switch (task.state()) {
      case Task.Running _ -> unfinished(task, null);
      case Task.Failed(var failure) -> unfinished(task, failure.message());
      case Task.Succeeded(var result) ->
          new CloneStatus(
              task.id(),
              true,
              task.updateTime(),
              number(result, CloneTasks.OBJECTS),
              number(result, CloneTasks.COPIED),
              number(result, CloneTasks.BYTES),
              null);
    };
  }

  private static CloneStatus unfinished(Task task, @Nullable String error) {
    return new CloneStatus(
        task.id(), task.isOver(), task.updateTime(), task.progress(), null, null, error);
  }

  private static long number(Map<String, String> result, String name) {
    return Long.parseLong(result.getOrDefault(name, "0"));
  }
}
