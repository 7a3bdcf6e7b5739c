package io.anabranch.server.branches;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.versioning.VersioningEngine;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Min;

/** What branches were, of the tag {@code history}. */
@Controller("/api/anabranch/v1/repositories/{repository}/branches/{branch}/reflog")
@ExecuteOn(TaskExecutors.BLOCKING)
class ReflogController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  ReflogController(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Get
  @Permission(action = Action.READ_BRANCH, on = On.BRANCH)
  Results<BranchMoveBody> listBranchMoves(
      String repository,
      String branch,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    var page = engine.branches().listMoves(repositories.get(repository), branch, after, amount);
    return Results.of(page, move -> Long.toString(move.number()), BranchMoveBody::of);
  }
}
