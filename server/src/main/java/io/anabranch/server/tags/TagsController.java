package io.anabranch.server.tags;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
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
import io.anabranch.versioning.model.Tag;
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
import jakarta.validation.constraints.Min;

/** The operations of the tag {@code tags}. */
@Controller("/api/v1/repositories/{repository}/tags")
@ExecuteOn(TaskExecutors.BLOCKING)
class TagsController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  TagsController(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Get
  @Permission(action = Action.LIST_TAGS, on = On.REPOSITORY)
  Results<RefBody> listTags(
      String repository,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    var page = engine.tags().list(repositories.get(repository), prefix, after, amount);
    return Results.of(page, Tag::name, TagsController::body);
  }

  @Post
  @Status(HttpStatus.CREATED)
  @PermissionByController
  RefBody createTag(Caller caller, String repository, @Valid @Body TagCreation creation) {
    caller.require(Action.CREATE_TAG, Resource.tag(repository, creation.id()));
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    return body(engine.tags().create(writable, creation.id(), creation.ref(), caller.user().id()));
  }

  @Get("/{tag}")
  @Permission(action = Action.READ_TAG, on = On.TAG)
  RefBody getTag(String repository, String tag) {
    return body(engine.tags().get(repositories.get(repository), tag));
  }

  @Delete("/{tag}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.DELETE_TAG, on = On.TAG)
  void deleteTag(
      User user, String repository, String tag, @QueryValue(defaultValue = "false") boolean force) {
    engine.tags().delete(repositories.getWritable(repository, force), tag, user.id());
  }

  private static RefBody body(Tag tag) {
    return new RefBody(tag.name(), tag.commitId().value());
  }
}
