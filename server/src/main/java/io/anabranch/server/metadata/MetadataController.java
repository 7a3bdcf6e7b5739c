package io.anabranch.server.metadata;

import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The operations of the tag {@code metadata}, and the file itself of {@code internal}. */
@Controller("/api/v1/repositories/{repository}/metadata")
@ExecuteOn(TaskExecutors.BLOCKING)
class MetadataController {

  private final RepositoryLookup repositories;
  private final TreeFiles files;

  MetadataController(RepositoryLookup repositories, TreeFiles files) {
    this.repositories = repositories;
    this.files = files;
  }

  @Get("/meta_range/{meta_range}")
  HttpResponse<StorageUri> getMetaRange(
      String repository, @PathVariable("meta_range") String metaRange) {
    return located(repository, metaRange);
  }

  @Get("/range/{range}")
  HttpResponse<StorageUri> getRange(String repository, String range) {
    return located(repository, range);
  }

  @Get(value = "/object/{type}/{object_id}", headRoute = false)
  HttpResponse<?> getMetadataObject(
      ServerHttpRequest<?> request,
      String repository,
      String type,
      @PathVariable("object_id") String objectId,
      @QueryValue(defaultValue = "false") boolean presign) {
    if (!type.equals("range") && !type.equals("meta_range")) {
      throw invalid("type must be range or meta_range, not " + type);
    }
    if (presign) {
      throw invalid(
          "the store of repository '%s' signs no URLs: ask without presign".formatted(repository));
    }
    var file = files.open(repositories.get(repository), objectId);
    return HttpResponse.ok()
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM)
        .body(ObjectBody.of(request, file));
  }

  private HttpResponse<StorageUri> located(String repository, String id) {
    String location = files.location(repositories.get(repository), id);
    return HttpResponse.ok(new StorageUri(location)).header(HttpHeaders.LOCATION, location);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
