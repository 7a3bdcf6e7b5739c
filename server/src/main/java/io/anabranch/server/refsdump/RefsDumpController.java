package io.anabranch.server.refsdump;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.VersioningEngine;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/** Dump and restore of the tag {@code internal}. */
@Controller("/api/v1/repositories/{repository}/refs")
@ExecuteOn(TaskExecutors.BLOCKING)
class RefsDumpController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;
  private final Manifests manifests;

  RefsDumpController(RepositoryLookup repositories, VersioningEngine engine, Manifests manifests) {
    this.repositories = repositories;
    this.engine = engine;
    this.manifests = manifests;
  }

  @Put("/dump")
  @Status(HttpStatus.CREATED)
  @Permission(action = Action.LIST_TAGS, on = On.REPOSITORY)
  @Permission(action = Action.LIST_BRANCHES, on = On.REPOSITORY)
  @Permission(action = Action.LIST_COMMITS, on = On.REPOSITORY)
  RefsDumpBody dumpRefs(String repository) {
    var found = repositories.getStorable(repository);
    var dump = RefsDumpBody.of(engine.refsDumps().dump(found));
    manifests.write(found, dump);
    return dump;
  }

  @Put("/restore")
  @Permission(action = Action.CREATE_TAG, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_BRANCH, on = On.REPOSITORY)
  @Permission(action = Action.CREATE_COMMIT, on = On.REPOSITORY)
  void restoreRefs(User user, String repository, @Valid @Body RefsRestoreBody restore) {
    var bare = repositories.getWritable(repository, Flags.isSet(restore.force()));
    engine.refsDumps().restore(bare, restore.dump(), user.id());
  }
}
