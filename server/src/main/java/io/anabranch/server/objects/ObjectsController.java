package io.anabranch.server.objects;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.failures.FailureMapper;
import io.anabranch.versioning.failure.Failure;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final ObjectLinks links;
  private final FailureMapper failures;

  ObjectsController(
      RepositoryLookup repositories,
      ObjectEntries objects,
      Uploads uploads,
      Downloads downloads,
      ObjectLinks links,
      FailureMapper failures) {
    this.repositories = repositories;
    this.objects = objects;
    this.uploads = uploads;
    this.downloads = downloads;
    this.links = links;
    this.failures = failures;
  }

  @Get(value = "/refs/{ref}/objects", headRoute = false)
  @Permission(action = Action.READ_OBJECT, on = On.OBJECT)
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
          .header(HttpHeaders.LOCATION, links.get(found, server).url());
    }
    return downloads.get(request, found, range, ifNoneMatch);
  }

  @Head("/refs/{ref}/objects")
  @Permission(action = Action.READ_OBJECT, on = On.OBJECT)
  HttpResponse<?> headObject(
      String repository,
      String ref,
      @QueryValue String path,
      @Header("Range") @Nullable String range) {
    return downloads.head(objects.get(repositories.get(repository), ref, path), range);
  }

  @Get("/refs/{ref}/objects/stat")
  @Permission(action = Action.READ_OBJECT, on = On.OBJECT)
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
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  Results<ObjectStats> listObjects(
      Caller caller,
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
        path ->
            presign && caller.may(Action.READ_OBJECT, Resource.object(repository, path))
                ? linksFrom(server, presign)
                : Optional.empty());
  }

  private static Optional<PublicUrl> linksFrom(PublicUrl server, boolean presign) {
    return presign ? Optional.of(server) : Optional.empty();
  }

  @Get("/refs/{ref}/objects/underlyingProperties")
  @Permission(action = Action.READ_OBJECT, on = On.OBJECT)
  UnderlyingObjectProperties getUnderlyingProperties(
      String repository, String ref, @QueryValue String path) {
    objects.get(repositories.get(repository), ref, path);
    return new UnderlyingObjectProperties(null);
  }

  @Post(value = "/branches/{branch}/objects", consumes = MediaType.ALL)
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  HttpResponse<ObjectStats> uploadObject(
      ServerHttpRequest<?> request,
      User user,
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
      var target = new ObjectTarget(writable, branch, path);
      var entry = uploads.upload(user.id(), target, body, () -> metadata, condition);
      return HttpResponse.created(objects.stats(writable, path, entry, entry.metadata()));
    }
  }

  @Put("/branches/{branch}/objects")
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  @PermissionByController
  HttpResponse<ObjectStats> stageObject(
      Caller caller,
      String repository,
      String branch,
      @QueryValue String path,
      @Valid @Body ObjectStageCreation creation) {
    var writable = repositories.getWritable(repository, Flags.isSet(creation.force()));
    return HttpResponse.created(uploads.stage(caller, writable, branch, path, creation));
  }

  @Get("/branches/{branch}/objects/stage_allowed")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
  void uploadObjectPreflight(String repository, String branch, @QueryValue String path) {
    objects.checkUpload(repositories.getWritable(repository, false), branch, path);
  }

  @Delete("/branches/{branch}/objects")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.DELETE_OBJECT, on = On.OBJECT)
  void deleteObject(
      String repository,
      String branch,
      @QueryValue String path,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(value = "no_tombstone", defaultValue = "false") boolean noTombstone) {
    objects.delete(repositories.getWritable(repository, force), branch, path);
  }

  @Post("/branches/{branch}/objects/delete")
  @PermissionByController
  ObjectErrorList deleteObjects(
      Caller caller,
      String repository,
      String branch,
      @Valid @Body PathList paths,
      @QueryValue(defaultValue = "false") boolean force,
      @QueryValue(value = "no_tombstone", defaultValue = "false") boolean noTombstone) {
    ObjectEntries.requireFew(paths.paths());
    Map<String, Failure> refused = refused(caller, repository, paths.paths());
    List<String> allowed =
        paths.paths().stream().filter(path -> !refused.containsKey(path)).toList();
    if (!allowed.isEmpty() || refused.isEmpty()) {
      objects.deleteAll(repositories.getWritable(repository, force), branch, allowed);
    }
    return new ObjectErrorList(
        refused.entrySet().stream().map(entry -> error(entry.getKey(), entry.getValue())).toList());
  }

  /** The paths that the caller may not delete, and why. */
  private static Map<String, Failure> refused(
      Caller caller, String repository, List<String> paths) {
    Map<String, Failure> refused = new LinkedHashMap<>();
    for (String path : paths) {
      caller
          .findRefusal(Action.DELETE_OBJECT, Resource.object(repository, path))
          .ifPresent(failure -> refused.put(path, failure));
    }
    return refused;
  }

  private ObjectError error(String path, Failure failure) {
    return new ObjectError(failures.status(failure), failure.message(), path);
  }

  @Post("/branches/{branch}/objects/copy")
  @Permission(action = Action.WRITE_OBJECT, on = On.COPY)
  @PermissionByController
  HttpResponse<ObjectStats> copyObject(
      Caller caller,
      String repository,
      String branch,
      @QueryValue("dest_path") String destPath,
      @Valid @Body ObjectCopyCreation copy) {
    caller.require(Action.READ_OBJECT, Resource.object(repository, copy.srcPath()));
    var writable = repositories.getWritable(repository, Flags.isSet(copy.force()));
    copy.refuseShallow();
    String ref = copy.srcRef() == null || copy.srcRef().isEmpty() ? branch : copy.srcRef();
    var source = objects.get(writable, ref, copy.srcPath());
    var entry =
        uploads.copy(
            caller.user().id(),
            new ObjectTarget(writable, branch, destPath),
            source,
            Uploads.CopiedAs.the(source.entry()),
            new UploadCondition.None());
    return HttpResponse.created(objects.stats(writable, destPath, entry, entry.metadata()));
  }

  @Put("/branches/{branch}/objects/stat/user_metadata")
  @Permission(action = Action.WRITE_OBJECT, on = On.OBJECT)
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
