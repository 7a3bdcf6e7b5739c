package io.anabranch.server.objects;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** Uploads in parts that clients send by links; of the tag {@code experimental}. */
@Controller("/api/v1/repositories/{repository}/branches/{branch}/staging/pmpu")
@ExecuteOn(TaskExecutors.BLOCKING)
class PartedUploadsController {

  private final RepositoryLookup repositories;
  private final PartedUploads uploads;

  PartedUploadsController(RepositoryLookup repositories, PartedUploads uploads) {
    this.repositories = repositories;
    this.uploads = uploads;
  }

  @Post
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  HttpResponse<PresignMultipartUpload> createPresignMultipartUpload(
      String repository,
      String branch,
      @QueryValue String path,
      @QueryValue(defaultValue = "0") int parts,
      PublicUrl server) {
    return HttpResponse.created(uploads.begin(target(repository, branch, path), parts, server));
  }

  @Put("/{uploadId}")
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  ObjectStats completePresignMultipartUpload(
      User user,
      String repository,
      String branch,
      String uploadId,
      @QueryValue String path,
      @Nullable @Valid @Body UploadCompletion completion) {
    return uploads.complete(
        user.id(), target(repository, branch, path), uploadId, PartedUploads.require(completion));
  }

  @Delete("/{uploadId}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  void abortPresignMultipartUpload(
      String repository,
      String branch,
      String uploadId,
      @QueryValue String path,
      @Nullable @Valid @Body UploadAddress address) {
    uploads.abort(
        target(repository, branch, path),
        uploadId,
        PartedUploads.require(address).physicalAddress());
  }

  @Put("/{uploadId}/parts/{partNumber}")
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  UploadTo uploadPart(
      String repository,
      String branch,
      String uploadId,
      int partNumber,
      @QueryValue String path,
      @Valid @Body UploadAddress address,
      PublicUrl server) {
    return uploads.linkPart(
        target(repository, branch, path), uploadId, partNumber, address.physicalAddress(), server);
  }

  @Put("/{uploadId}/parts/{partNumber}/copy")
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  @PermissionByController
  HttpResponse<Void> uploadPartCopy(
      Caller caller,
      String repository,
      String branch,
      String uploadId,
      int partNumber,
      @QueryValue String path,
      @Valid @Body PartCopyCreation copy) {
    var source = copy.copySource();
    caller.require(Action.READ_OBJECT, Resource.object(source.repository(), source.path()));
    var from = repositories.get(source.repository());
    String etag =
        uploads.copyPart(target(repository, branch, path), uploadId, partNumber, from, copy);
    return HttpResponse.<Void>noContent().header(HttpHeaders.ETAG, '"' + etag + '"');
  }

  private ObjectTarget target(String repository, String branch, String path) {
    return new ObjectTarget(repositories.getWritable(repository, false), branch, path);
  }
}
