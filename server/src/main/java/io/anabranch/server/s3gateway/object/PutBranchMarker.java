package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.ref.Names;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/**
 * Clients that keep folders make one of each part of a key, with an object of no bytes. Of a branch
 * there is nothing to be made: it is enough that it is there.
 */
@Singleton
final class PutBranchMarker implements Operation {

  /** The MD5 of no bytes. */
  private static final String ETAG = "\"d41d8cd98f00b204e9800998ecf8427e\"";

  private final VersioningEngine engine;

  PutBranchMarker(VersioningEngine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "PutObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.REF);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.caller()
        .require(Action.READ_BRANCH, Resource.branch(call.repository().name(), call.ref()));
    boolean marker =
        call.request().address().key().endsWith("/")
            && call.payload().length(call.request().contentLength()).orElse(-1) == 0
            && Names.isBranch(call.ref())
            && engine.branches().find(call.repository(), call.ref()).isPresent();
    return marker ? HttpResponse.ok().header(HttpHeaders.ETAG, ETAG) : HttpResponse.notFound();
  }
}
