package io.anabranch.server.objects;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code staging}. */
@Controller("/api/v1/repositories/{repository}/branches/{branch}/staging/backing")
@ExecuteOn(TaskExecutors.BLOCKING)
class StagingController {

  private final RepositoryLookup repositories;
  private final LinkedUploads uploads;

  StagingController(RepositoryLookup repositories, LinkedUploads uploads) {
    this.repositories = repositories;
    this.uploads = uploads;
  }

  @Get
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  StagingLocation getPhysicalAddress(
      String repository,
      String branch,
      @QueryValue String path,
      @QueryValue(defaultValue = "false") boolean presign,
      PublicUrl server) {
    var writable = repositories.getWritable(repository, false);
    return presign
        ? uploads.offer(writable, branch, path, server)
        : uploads.offer(writable, branch, path);
  }

  @Put
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  @PermissionByController
  ObjectStats linkPhysicalAddress(
      Caller caller,
      String repository,
      String branch,
      @QueryValue String path,
      @Header("If-None-Match") @Nullable String ifNoneMatch,
      @Header("If-Match") @Nullable String ifMatch,
      @Valid @Body StagingMetadata metadata) {
    var writable = repositories.getWritable(repository, Flags.isSet(metadata.force()));
    return uploads.link(
        caller, writable, branch, path, metadata, UploadCondition.of(ifNoneMatch, ifMatch));
  }
}
