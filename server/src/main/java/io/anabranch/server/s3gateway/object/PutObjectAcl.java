package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/**
 * Refused in the way that clients take for a server without such lists: those that set them with
 * every copy go on then.
 */
@Singleton
final class PutObjectAcl implements Operation {

  @Override
  public String name() {
    return "PutObjectAcl";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT, "acl");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    throw S3Error.NOT_IMPLEMENTED.exception(
        "Objects have no access control lists: say in policies who may do what");
  }
}
