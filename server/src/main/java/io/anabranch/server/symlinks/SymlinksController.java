package io.anabranch.server.symlinks;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.PermissionByController;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Manifests for query engines, of the tag {@code internal}. */
@Controller("/api/v1/repositories/{repository}/refs/{branch}/symlink")
@ExecuteOn(TaskExecutors.BLOCKING)
class SymlinksController {

  private final RepositoryLookup repositories;
  private final SymlinkManifests manifests;

  SymlinksController(RepositoryLookup repositories, SymlinkManifests manifests) {
    this.repositories = repositories;
    this.manifests = manifests;
  }

  /** About all objects below a prefix, which a single object's permission does not cover. */
  @Post
  @Status(HttpStatus.CREATED)
  @PermissionByController
  ManifestsLocation createSymlinkFile(
      Caller caller,
      String repository,
      String branch,
      @QueryValue(defaultValue = "") String location) {
    caller.require(Action.WRITE_OBJECT, Resource.objects(repository, location));
    var writable = repositories.getWritable(repository, false);
    return new ManifestsLocation(manifests.write(writable, branch, location));
  }
}
