package io.anabranch.server.links;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.links.Grant.Place;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code links}: the link itself says who made it and what for. */
@Controller("/api/anabranch/v1/repositories/{repository}/links/{name}")
@ExecuteOn(TaskExecutors.BLOCKING)
class LinksController {

  private final GrantSignatures signatures;
  private final LinkedReads reads;
  private final LinkedWrites writes;

  LinksController(GrantSignatures signatures, LinkedReads reads, LinkedWrites writes) {
    this.signatures = signatures;
    this.reads = reads;
    this.writes = writes;
  }

  @Get(headRoute = false)
  @Anonymous
  HttpResponse<?> readLinkedObject(
      ServerHttpRequest<?> request,
      String repository,
      String name,
      @QueryValue String token,
      @Header("Range") @Nullable String range) {
    return reads.get(request, signatures.verify(new Place(repository, name), token), range);
  }

  @Head
  @Anonymous
  HttpResponse<?> headLinkedObject(
      String repository,
      String name,
      @QueryValue String token,
      @Header("Range") @Nullable String range) {
    return reads.head(signatures.verify(new Place(repository, name), token), range);
  }

  @Put(consumes = MediaType.ALL)
  @Anonymous
  HttpResponse<?> writeLinkedObject(
      ServerHttpRequest<?> request, String repository, String name, @QueryValue String token)
      throws IOException {
    var grant = signatures.verify(new Place(repository, name), token);
    try (var body = UploadBody.whole(request)) {
      return writes.put(grant, body);
    }
  }
}
