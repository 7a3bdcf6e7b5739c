package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Says nothing of versioning: clients that hear of it would want to delete versions. */
@Singleton
final class GetBucketVersioning implements Operation {

  @Override
  public String name() {
    return "GetBucketVersioning";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "versioning");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    return Xml.of("VersioningConfiguration").answer();
  }
}
