package io.anabranch.server.commits;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.CommitBody;
import io.anabranch.server.api.CommitCreation;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.VersioningEngine;
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
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code commits}, and the record of one of {@code internal}. */
@Controller("/api/v1/repositories/{repository}")
@ExecuteOn(TaskExecutors.BLOCKING)
class CommitsController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  CommitsController(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Post("/branches/{branch}/commits")
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.CREATE_COMMIT, on = On.BRANCH)
  CommitBody commit(
      User user,
      String repository,
      String branch,
      @QueryValue("source_metarange") @Nullable String sourceMetarange,
      @Valid @Body CommitCreation creation) {
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    var request = creation.request(user.id(), sourceMetarange);
    return CommitBody.of(engine.commits().commit(writable, branch, request));
  }

  @Get("/commits/{commitId}")
  @Permission(action = Action.READ_COMMIT, on = On.REPOSITORY)
  CommitBody getCommit(String repository, String commitId) {
    return CommitBody.of(engine.commits().get(repositories.get(repository), commitId));
  }

  /** Records a commit that was made elsewhere, as it is. */
  @Post("/commits")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.CREATE_COMMIT, on = On.REPOSITORY)
  void createCommitRecord(String repository, @Valid @Body CommitRecordCreation creation) {
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    engine.commits().record(writable, creation.commit());
  }
}
