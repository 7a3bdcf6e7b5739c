package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.protocol.AccessControl;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Some clients ask for it before they copy. */
@Singleton
final class GetObjectAcl implements Operation {

  private final FoundObjects objects;

  GetObjectAcl(FoundObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "GetObjectAcl";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.OBJECT, "acl");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.READ_OBJECT);
    var _ = objects.get(call);
    return AccessControl.answer();
  }
}
