package io.anabranch.server.metadata;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.links.LinkedObject;
import io.anabranch.server.links.Links;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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
  private final Links links;

  MetadataController(RepositoryLookup repositories, TreeFiles files, Links links) {
    this.repositories = repositories;
    this.files = files;
    this.links = links;
  }

  @Get("/meta_range/{meta_range}")
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  @Permission(action = Action.READ_REPOSITORY, on = On.REPOSITORY)
  HttpResponse<StorageUri> getMetaRange(
      String repository, @PathVariable("meta_range") String metaRange) {
    return located(repository, metaRange);
  }

  @Get("/range/{range}")
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  @Permission(action = Action.READ_REPOSITORY, on = On.REPOSITORY)
  HttpResponse<StorageUri> getRange(String repository, String range) {
    return located(repository, range);
  }

  @Get(value = "/object/{type}/{object_id}", headRoute = false)
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  @Permission(action = Action.READ_REPOSITORY, on = On.REPOSITORY)
  HttpResponse<?> getMetadataObject(
      ServerHttpRequest<?> request,
      String repository,
      String type,
      @PathVariable("object_id") String objectId,
      @QueryValue(defaultValue = "false") boolean presign,
      PublicUrl server) {
    if (!type.equals("range") && !type.equals("meta_range")) {
      throw invalid("type must be range or meta_range, not " + type);
    }
    if (presign) {
      return redirect(server, repositories.get(repository), objectId);
    }
    var file = files.open(repositories.get(repository), objectId);
    return HttpResponse.ok()
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM)
        .body(ObjectBody.of(request, file));
  }

  private HttpResponse<?> redirect(PublicUrl server, Repository repository, String id) {
    var at = new EntryAddress(files.location(repository, id), AddressType.RELATIVE);
    var link = links.get(server, new LinkedObject(repository, id, at));
    return HttpResponse.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, link.url());
  }

  private HttpResponse<StorageUri> located(String repository, String id) {
    String location = files.location(repositories.get(repository), id);
    return HttpResponse.ok(new StorageUri(location)).header(HttpHeaders.LOCATION, location);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
