package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.protocol.AccessControl;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class GetBucketAcl implements Operation {

  @Override
  public String name() {
    return "GetBucketAcl";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "acl");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    return AccessControl.answer();
  }
}
