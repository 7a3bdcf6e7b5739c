package io.anabranch.server.collection;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/**
 * Lists of what is not committed, of the tag {@code internal}. Their route is misspelt for good.
 */
@Controller("/api/v1/repositories/{repository}/gc/prepare_uncommited")
@ExecuteOn(TaskExecutors.BLOCKING)
class UncommittedPreparationController {

  private final RepositoryLookup repositories;
  private final UncommittedPreparation preparation;
  private final JsonMapper json;

  UncommittedPreparationController(
      RepositoryLookup repositories, UncommittedPreparation preparation, JsonMapper json) {
    this.repositories = repositories;
    this.preparation = preparation;
    this.json = json;
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.PREPARE_COLLECTION_OF_UNCOMMITTED, on = On.REPOSITORY)
  PreparedUncommittedBody prepareGarbageCollectionUncommitted(
      String repository, @Body @Nullable UncommittedRequest request) {
    var writable = repositories.getWritable(repository, false);
    String token = request == null ? null : request.continuationToken();
    var part =
        token == null || token.isEmpty()
            ? preparation.begin(writable)
            : preparation.resume(writable, Mark.parse(token, json));
    var next = part.next();
    return new PreparedUncommittedBody(
        part.runId(), part.location(), next == null ? null : next.token(json));
  }
}
