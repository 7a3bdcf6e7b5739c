package io.anabranch.server.s3gateway.object;

import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class DeleteObjectTagging implements Operation {

  private final Retagging retagging;

  DeleteObjectTagging(Retagging retagging) {
    this.retagging = retagging;
  }

  @Override
  public String name() {
    return "DeleteObjectTagging";
  }

  @Override
  public Shape shape() {
    return Shape.of("DELETE", Target.OBJECT, "tagging");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    retagging.set(call, () -> ObjectTags.NONE);
    return HttpResponse.noContent();
  }
}
