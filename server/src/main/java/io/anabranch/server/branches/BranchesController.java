package io.anabranch.server.branches;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.CommitBody;
import io.anabranch.server.api.DiffBody;
import io.anabranch.server.api.Differences;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RefBody;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.replay.CherryPickRequest;
import io.anabranch.versioning.replay.RevertRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;

/** The operations of the tag {@code branches}, and the hard reset of {@code experimental}. */
@Controller("/api/v1/repositories/{repository}/branches")
@ExecuteOn(TaskExecutors.BLOCKING)
class BranchesController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  BranchesController(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Get
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  Results<RefBody> listBranches(
      String repository,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue(value = "show_hidden", defaultValue = "false") boolean showHidden) {
    var page =
        engine.branches().list(repositories.get(repository), prefix, after, amount, showHidden);
    return Results.of(page, Branch::name, BranchesController::body);
  }

  /** The answer is the commit id as plain text: what the clients of the field expect. */
  @Post
  @PermissionByController
  HttpResponse<String> createBranch(
      Caller caller, String repository, @Valid @Body BranchCreation creation) {
    caller.require(Action.CREATE_BRANCH, Resource.branch(repository, creation.name()));
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    var head =
        engine
            .branches()
            .create(
                writable,
                creation.name(),
                creation.source(),
                Flags.isSet(creation.hidden()),
                caller.user().id());
    return HttpResponse.created(head.value())
        .contentType(MediaType.of("text/plain; charset=utf-8"));
  }

  @Get("/{branch}")
  @Permission(action = Action.READ_BRANCH, on = On.BRANCH)
  RefBody getBranch(String repository, String branch) {
    return body(engine.branches().get(repositories.get(repository), branch));
  }

  @Delete("/{branch}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.DELETE_BRANCH, on = On.BRANCH)
  void deleteBranch(
      User user,
      String repository,
      String branch,
      @QueryValue(defaultValue = "false") boolean force) {
    engine.branches().delete(repositories.getWritable(repository, force), branch, user.id());
  }

  @Put("/{branch}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.REVERT_BRANCH, on = On.BRANCH)
  void resetBranch(String repository, String branch, @Valid @Body ResetCreation reset) {
    var writable = repositories.getWritable(repository, Flags.isSet(reset.force()));
    switch (reset.type()) {
      case "reset" -> engine.entries().reset(writable, branch);
      case "common_prefix" -> engine.entries().resetPrefix(writable, branch, path(reset));
      case "object" -> engine.entries().resetPath(writable, branch, path(reset));
      default ->
          throw new FailureException(
              new Failure.Invalid(
                  "type must be object, common_prefix or reset, not " + reset.type()));
    }
  }

  @Put("/{branch}/hard_reset")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.REVERT_BRANCH, on = On.BRANCH)
  void hardResetBranch(
      User user,
      String repository,
      String branch,
      @QueryValue String ref,
      @QueryValue(defaultValue = "false") boolean force) {
    engine.commits().hardReset(repositories.getWritable(repository, force), branch, ref, user.id());
  }

  @Post("/{branch}/revert")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.REVERT_BRANCH, on = On.BRANCH)
  void revertBranch(
      User user, String repository, String branch, @Valid @Body RevertCreation revert) {
    var writable = repositories.getWritable(repository, Flags.isSet(revert.force()));
    var request =
        new RevertRequest(
            user.id(),
            revert.ref(),
            revert.parentNumber(),
            CommitOverridesBody.orNone(revert.commitOverrides()),
            Flags.isSet(revert.allowEmpty()));
    engine.replays().revert(writable, branch, request);
  }

  @Post("/{branch}/cherry-pick")
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.CREATE_COMMIT, on = On.BRANCH)
  @Permission(action = Action.READ_COMMIT, on = On.REPOSITORY)
  CommitBody cherryPick(
      User user, String repository, String branch, @Valid @Body CherryPickCreation pick) {
    var writable = repositories.getWritable(repository, Flags.isSet(pick.force()));
    var request =
        new CherryPickRequest(
            user.id(),
            pick.ref(),
            pick.parentNumber(),
            CommitOverridesBody.orNone(pick.commitOverrides()));
    return CommitBody.of(engine.replays().cherryPick(writable, branch, request));
  }

  @Get("/{branch}/diff")
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  Results<DiffBody> diffBranch(
      String repository,
      String branch,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String delimiter,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    var request = new PageRequest(prefix, delimiter, after, amount);
    return Differences.of(
        engine.diffs().listUncommitted(repositories.get(repository), branch, request), false);
  }

  private static String path(ResetCreation reset) {
    if (reset.path() == null) {
      throw new FailureException(
          new Failure.Invalid("a reset of type " + reset.type() + " needs a path"));
    }
    return reset.path();
  }

  private static RefBody body(Branch branch) {
    return new RefBody(branch.name(), branch.head().value());
  }
}
