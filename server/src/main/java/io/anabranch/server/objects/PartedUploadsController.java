package io.anabranch.server.objects;

import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
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
  HttpResponse<PresignMultipartUpload> createPresignMultipartUpload(
      String repository,
      String branch,
      @QueryValue String path,
      @QueryValue(defaultValue = "0") int parts,
      PublicUrl server) {
    return HttpResponse.created(uploads.begin(target(repository, branch, path), parts, server));
  }

  @Put("/{uploadId}")
  ObjectStats completePresignMultipartUpload(
      String repository,
      String branch,
      String uploadId,
      @QueryValue String path,
      @Nullable @Valid @Body UploadCompletion completion) {
    return uploads.complete(
        target(repository, branch, path), uploadId, PartedUploads.require(completion));
  }

  @Delete("/{uploadId}")
  @Status(HttpStatus.NO_CONTENT)
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
  HttpResponse<Void> uploadPartCopy(
      String repository,
      String branch,
      String uploadId,
      int partNumber,
      @QueryValue String path,
      @Valid @Body PartCopyCreation copy) {
    var from = repositories.get(copy.copySource().repository());
    String etag =
        uploads.copyPart(target(repository, branch, path), uploadId, partNumber, from, copy);
    return HttpResponse.<Void>noContent().header(HttpHeaders.ETAG, '"' + etag + '"');
  }

  private PartedUploads.Target target(String repository, String branch, String path) {
    return new PartedUploads.Target(repositories.getWritable(repository, false), branch, path);
  }
}
