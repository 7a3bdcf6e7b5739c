package io.anabranch.server.collection;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.TaskBody;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.failures.ErrorBody;
import io.anabranch.server.tasks.Task;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.Tasks;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Lists of commits to keep, of the tag {@code internal}: in one call, or as a task. */
@Controller("/api/v1/repositories/{repository}/gc/prepare_commits")
@ExecuteOn(TaskExecutors.BLOCKING)
class CommitPreparationController {

  private final RepositoryLookup repositories;
  private final CommitPreparation preparation;
  private final StoredRules rules;
  private final Tasks tasks;

  CommitPreparationController(
      RepositoryLookup repositories,
      CommitPreparation preparation,
      StoredRules rules,
      Tasks tasks) {
    this.repositories = repositories;
    this.preparation = preparation;
    this.rules = rules;
    this.tasks = tasks;
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.PREPARE_COLLECTION_OF_COMMITS, on = On.REPOSITORY)
  PreparedCommitsBody prepareGarbageCollectionCommits(String repository, PublicUrl server) {
    var found = repositories.getStorable(repository);
    var prepared = preparation.run(found);
    return PreparedCommitsBody.of(prepared, preparation.link(found, prepared, server).orElse(null));
  }

  /** That there are no rules is said at once. */
  @Post("/async")
  @Status(HttpStatus.ACCEPTED)
  @Permission(action = Action.PREPARE_COLLECTION_OF_COMMITS, on = On.REPOSITORY)
  TaskBody prepareGarbageCollectionCommitsAsync(String repository) {
    var found = repositories.getStorable(repository);
    var _ = rules.get(found);
    return new TaskBody(
        tasks.submit(found, TaskKind.PREPARE_COMMITS, () -> preparation.run(found).texts()));
  }

  @Get("/status")
  @Permission(action = Action.PREPARE_COLLECTION_OF_COMMITS, on = On.REPOSITORY)
  PreparationStatus prepareGarbageCollectionCommitsStatus(
      String repository, @QueryValue String id) {
    var task = tasks.get(repositories.get(repository), TaskKind.PREPARE_COMMITS, id);
    PreparedCommitsBody result =
        task.state() instanceof Task.Succeeded(var texts)
            ? PreparedCommitsBody.of(PreparedCommits.of(texts), null)
            : null;
    ErrorBody error =
        task.state() instanceof Task.Failed(var failure) ? new ErrorBody(failure.message()) : null;
    return new PreparationStatus(task.id(), task.isOver(), task.updateTime(), result, error);
  }
}
