package io.anabranch.server.imports;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.CommitBody;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.TaskBody;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.failures.ErrorBody;
import io.anabranch.server.imports.ImportPlan.PlannedPrefix;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.tasks.Task;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.Tasks;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.imports.ImportRequest;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/** The operations of the tag {@code import}. */
@Controller("/api/v1/repositories/{repository}/branches/{branch}/import")
@ExecuteOn(TaskExecutors.BLOCKING)
class ImportController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final ImportTasks imports;
  private final Tasks tasks;

  ImportController(
      RepositoryLookup repositories,
      VersioningEngine engine,
      PhysicalAddresses addresses,
      ImportTasks imports,
      Tasks tasks) {
    this.repositories = repositories;
    this.engine = engine;
    this.addresses = addresses;
    this.imports = imports;
    this.tasks = tasks;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.CREATE_COMMIT, on = On.BRANCH)
  @PermissionByController
  TaskBody importStart(
      Caller caller, String repository, String branch, @Valid @Body ImportCreation creation) {
    creation.paths().forEach(location -> location.require(caller, repository));
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    var known = engine.branches().get(writable, branch);
    var plan = ImportPlan.of(writable, creation, addresses);
    var commit = creation.commit();
    var request =
        new ImportRequest(
            caller.user().id(),
            commit.message(),
            commit.metadataOrNone(),
            commit.instant(),
            plan.mode(),
            plan.prefixes().stream().map(PlannedPrefix::start).toList());
    return new TaskBody(imports.start(writable, known.name(), plan, request));
  }

  @Get
  @Permission(action = Action.READ_BRANCH, on = On.BRANCH)
  ImportStatus importStatus(String repository, String branch, @QueryValue String id) {
    var found = repositories.get(repository);
    return status(found, tasks.get(found, TaskKind.IMPORT, id));
  }

  @Delete
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.IMPORT_CANCEL, on = On.BRANCH)
  void importCancel(String repository, String branch, @QueryValue String id) {
    tasks.cancel(repositories.get(repository), TaskKind.IMPORT, id);
  }

  private ImportStatus status(Repository repository, Task task) {
    return switch (task.state()) {
      case Task.Running _ ->
          new ImportStatus(false, task.updateTime(), task.progress(), null, null, null);
      case Task.Succeeded(var result) ->
          new ImportStatus(
              true,
              task.updateTime(),
              task.progress(),
              result.get(ImportTasks.METARANGE_ID),
              CommitBody.of(
                  engine.commits().get(repository, result.getOrDefault(ImportTasks.COMMIT_ID, ""))),
              null);
      case Task.Failed(var failure) ->
          new ImportStatus(
              false,
              task.updateTime(),
              task.progress(),
              null,
              null,
              new ErrorBody(failure.message()));
    };
  }
}
