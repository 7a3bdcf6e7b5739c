package io.anabranch.server.pulls;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.MergeResult;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
import io.anabranch.server.postgres.PullTable.Filter;
import io.anabranch.server.postgres.PullTable.Pull;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;

/** The operations of the tag {@code pulls}. */
@Controller("/api/v1/repositories/{repository}/pulls")
@ExecuteOn(TaskExecutors.BLOCKING)
class PullsController {

  private final RepositoryLookup repositories;
  private final Pulls pulls;
  private final PullMerges merges;

  PullsController(RepositoryLookup repositories, Pulls pulls, PullMerges merges) {
    this.repositories = repositories;
    this.pulls = pulls;
    this.merges = merges;
  }

  @Get
  @Permission(action = Action.LIST_PULL_REQUESTS, on = On.REPOSITORY)
  Results<PullBody> listPullRequests(
      String repository,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue(defaultValue = "all") String status) {
    var page = pulls.list(repositories.get(repository), filter(status), prefix, after, amount);
    return Results.of(page, Pull::id, PullBody::item);
  }

  private static Filter filter(String status) {
    return switch (status) {
      case "all" -> Filter.ALL;
      case "open" -> Filter.OPEN;
      case "closed" -> Filter.OVER;
      default ->
          throw new FailureException(
              new Failure.Invalid("status must be open, closed or all, not '" + status + "'"));
    };
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.WRITE_PULL_REQUEST, on = On.REPOSITORY)
  PullCreated createPullRequest(User user, String repository, @Valid @Body PullCreation creation) {
    var writable = repositories.getWritable(repository, false);
    return new PullCreated(pulls.create(writable, creation, user.id()));
  }

  @Get("/{pull_request}")
  @Permission(action = Action.READ_PULL_REQUEST, on = On.REPOSITORY)
  PullBody getPullRequest(String repository, @PathVariable("pull_request") String pullRequest) {
    return PullBody.of(pulls.get(repositories.get(repository), pullRequest));
  }

  @Patch("/{pull_request}")
  @Permission(action = Action.WRITE_PULL_REQUEST, on = On.REPOSITORY)
  void updatePullRequest(
      String repository,
      @PathVariable("pull_request") String pullRequest,
      @Body PullUpdate update) {
    pulls.update(repositories.getWritable(repository, false), pullRequest, update);
  }

  /** Which branch the commit is made on, only the pull request says. */
  @Put("/{pull_request}/merge")
  @Permission(action = Action.WRITE_PULL_REQUEST, on = On.REPOSITORY)
  @PermissionByController
  HttpResponse<MergeResult> mergePullRequest(
      Caller caller, String repository, @PathVariable("pull_request") String pullRequest) {
    var pull = pulls.get(repositories.get(repository), pullRequest);
    caller.require(Action.CREATE_COMMIT, Resource.branch(repository, pull.destinationBranch()));
    var writable = repositories.getWritable(repository, false);
    return merges
        .merge(writable, pull, caller.user().id())
        .map(commit -> HttpResponse.ok(new MergeResult(commit.value())))
        .orElseGet(
            () -> HttpResponse.<MergeResult>status(HttpStatus.CONFLICT).body(new MergeResult("")));
  }
}
