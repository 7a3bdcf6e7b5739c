package io.anabranch.server.repositories;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
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
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Objects;

/** The operations of the tag {@code repositories}. */
@Controller("/api/v1/repositories")
@ExecuteOn(TaskExecutors.BLOCKING)
class RepositoriesController {

  private static final String DEFAULT_BRANCH = "main";

  private final RepositoryLookup lookup;
  private final Repositories repositories;

  RepositoriesController(RepositoryLookup lookup, Repositories repositories) {
    this.lookup = lookup;
    this.repositories = repositories;
  }

  @Get
  @PermissionByController
  Results<RepositoryBody> listRepositories(
      Caller caller,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String search,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    var page = repositories.list(caller, prefix, search, after, amount);
    return Results.of(page.repositories(), page.next(), this::body);
  }

  @Post
  @Status(HttpStatus.CREATED)
  @PermissionByController
  RepositoryBody createRepository(
      Caller caller,
      @QueryValue(defaultValue = "false") boolean bare,
      @Valid @Body RepositoryCreation creation) {
    var wanted =
        new NewRepository(
            creation.name(),
            Objects.requireNonNullElse(creation.storageId(), ""),
            creation.storageNamespace(),
            creation.defaultBranch() == null || creation.defaultBranch().isEmpty()
                ? DEFAULT_BRANCH
                : creation.defaultBranch(),
            bare,
            Flags.isSet(creation.readOnly()),
            Flags.isSet(creation.sampleData()));
    caller.require(Action.CREATE_REPOSITORY, Resource.repository(wanted.name()));
    caller.require(
        Action.ATTACH_STORAGE_NAMESPACE, Resource.namespace(wanted.plainStorageNamespace()));
    caller.require(Action.USE_STORE, Resource.store(repositories.storeName(wanted.storageId())));
    return body(repositories.create(wanted, caller.user().id()));
  }

  @Get("/{repository}")
  @Permission(action = Action.READ_REPOSITORY, on = On.REPOSITORY)
  RepositoryBody getRepository(String repository) {
    return body(lookup.get(repository));
  }

  /** Deletes the definition; the data stays where it is. */
  @Delete("/{repository}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.DELETE_REPOSITORY, on = On.REPOSITORY)
  void deleteRepository(
      User user, String repository, @QueryValue(defaultValue = "false") boolean force) {
    repositories.delete(lookup.getWritable(repository, force), user.id());
  }

  @Get("/{repository}/metadata")
  @Permission(action = Action.READ_REPOSITORY, on = On.REPOSITORY)
  Map<String, String> getRepositoryMetadata(String repository) {
    return repositories.metadata(lookup.get(repository));
  }

  @Post("/{repository}/metadata")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.UPDATE_REPOSITORY, on = On.REPOSITORY)
  void setRepositoryMetadata(String repository, @Valid @Body RepositoryMetadataSet set) {
    repositories.setMetadata(lookup.getWritable(repository, false), set.metadata());
  }

  @Delete("/{repository}/metadata")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.UPDATE_REPOSITORY, on = On.REPOSITORY)
  void deleteRepositoryMetadata(String repository, @Valid @Body RepositoryMetadataKeys keys) {
    repositories.deleteMetadata(lookup.getWritable(repository, false), keys.keys());
  }

  private RepositoryBody body(Repository repository) {
    return new RepositoryBody(
        repository.name(),
        repository.creationDate().getEpochSecond(),
        repository.defaultBranch(),
        repositories.shownStorageId(repository),
        repository.location().storageNamespace(),
        repository.readOnly());
  }
}
