package io.anabranch.server.objects;

import io.anabranch.server.api.Flags;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.versioning.listing.PageRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code objects}. */
@Controller("/api/v1/repositories/{repository}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ObjectsController {

  private final RepositoryLookup repositories;
  private final ObjectEntries objects;
  private final Uploads uploads;
  private final Downloads downloads;

  ObjectsController(
      RepositoryLookup repositories, ObjectEntries objects, Uploads uploads, Downloads downloads) {
    this.repositories = repositories;
    this.objects = objects;
    this.uploads = uploads;
    this.downloads = downloads;
  }

  @Get(value = "/refs/{ref}/objects", headRoute = false)
  HttpResponse<?> getObject(
      ServerHttpRequest<?> request,
      String repository,
      String ref,
      @QueryValue String path,
      @Header("Range") @Nullable String range,
      @Header("If-None-Match") @Nullable String ifNoneMatch,
      @QueryValue(defaultValue = "false") boolean presign,
      PublicUrl server) {
    var found = objects.get(repositories.get(repository), ref, path);
    if (presign) {
      return HttpResponse.status(HttpStatus.FOUND)
          .header(HttpHeaders.LOCATION, objects.link(found, server).url());
    }
    return downloads.get(request, found, range, ifNoneMatch);
  }

  @Head("/refs/{ref}/objects")
  HttpResponse<?> headObject(
      String repository,
      String ref,
      @QueryValue String path,
      @Header("Range") @Nullable String range) {
    return downloads.head(objects.get(repositories.get(repository), ref, path), range);
  }

  @Get("/refs/{ref}/objects/stat")
  ObjectStats statObject(
      String repository,
      String ref,
      @QueryValue String path,
      @QueryValue(value = "user_metadata", defaultValue = "true") boolean userMetadata,
      @QueryValue(defaultValue = "false") boolean presign,
      PublicUrl server) {
    var found = objects.get(repositories.get(repository), ref, path);
    return objects.stats(found, userMetadata, linksFrom(server, presign));
  }

  @Get("/refs/{ref}/objects/ls")
  Results<ObjectStats> listObjects(
      String repository,
      String ref,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String delimiter,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue(value = "user_metadata", defaultValue = "true") boolean userMetadata,
      @QueryValue(defaultValue = "false") boolean presign,
      PublicUrl server) {
    return objects.list(
        repositories.get(repository),
        ref,
        new PageRequest(prefix, delimiter, after, amount),
        userMetadata,
        linksFrom(server, presign));
  }

  private static Optional<PublicUrl> linksFrom(PublicUrl server, boolean presign) {
    return presign ? Optional.of(server) : Optional.empty();
  }

  @Get("/refs/{ref}/objects/underlyingProperties")
  UnderlyingObjectProperties getUnderlyingProperties(
      String repository, String ref, @QueryValue String path) {
    objects.get(repositories.get(repository), ref, path);
    return new UnderlyingObjectProperties(null);
  }

  @Post(value = "/branches/{branch}/objects", consumes = MediaType.ALL)
  HttpResponse<ObjectStats> uploadObject(
      ServerHttpRequest<?> request,
      String repository,
      String branch,
      @QueryValue String path,
      @Header("If-None-Match") @Nullable String ifNoneMatch,
      @Header("If-Match") @Nullable String ifMatch,
      @QueryValue @Nullable String storageClass,
      @QueryValue(defaultValue = "false") boolean force)
      throws IOException {
    var condition = UploadCondition.of(ifNoneMatch, ifMatch);
    var writable = repositories.getWritable(repository, force);
    try (var body = UploadBody.of(request)) {
      var metadata = UserMetadata.of(request.getHeaders());
      return HttpResponse.created(
          uploads.upload(writable, branch, path, body, metadata, condition));
    }
  }

  @Put("/branches/{branch}/objects")
  HttpResponse<ObjectStats> stageObject(
      String repository,
      String branch,
      @QueryValue String path,
      @Valid @Body ObjectStageCreation creation) {
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    return HttpResponse.created(uploads.stage(writable, branch, path, creation));
  }

  @Get("/branches/{branch}/objects/stage_allowed")
  @Status(HttpStatus.NO_CONTENT)
  void uploadObjectPreflight(String repository, String branch, @QueryValue String path) {
    objects.checkUpload(repositories.getWritable(repository, false), branch, path);
  }

  @Delete("/branches/{branch}/objects")
  @Status(HttpStatus.NO_CONTENT)
  void deleteObject(
      String repository,
      String branch,
      @QueryValue String path,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(value = "no_tombstone", defaultValue = "false") boolean noTombstone) {
    objects.delete(repositories.getWritable(repository, force), branch, path);
  }

  @Post("/branches/{branch}/objects/delete")
  ObjectErrorList deleteObjects(
      String repository,
      String branch,
      @Valid @Body PathList paths,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(value = "no_tombstone", defaultValue = "false") boolean noTombstone) {
    return objects.deleteAll(repositories.getWritable(repository, force), branch, paths.paths());
  }

  @Post("/branches/{branch}/objects/copy")
  HttpResponse<ObjectStats> copyObject(
      String repository,
      String branch,
      @QueryValue("dest_path") String destPath,
      @Valid @Body ObjectCopyCreation copy) {
    var writable = repositories.getWritable(repository, Flags.isSet(copy.force()));
    return HttpResponse.created(uploads.copy(writable, branch, destPath, copy));
  }

  @Put("/branches/{branch}/objects/stat/user_metadata")
  HttpResponse<?> updateObjectUserMetadata(
      String repository,
      String branch,
      @QueryValue String path,
      @Valid @Body UpdateObjectUserMetadata update) {
    objects.setUserMetadata(
        repositories.getWritable(repository, false), branch, path, update.set());
    return HttpResponse.created("");
  }
}
