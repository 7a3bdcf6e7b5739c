package io.anabranch.server.s3gateway.object;

import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class PutObjectTagging implements Operation {

  private static final int MOST_BYTES = 64 << 10;

  private final Retagging retagging;

  PutObjectTagging(Retagging retagging) {
    this.retagging = retagging;
  }

  @Override
  public String name() {
    return "PutObjectTagging";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT, "tagging");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    retagging.set(call, () -> ObjectTags.parseXml(PutBody.readAll(call, MOST_BYTES)));
    return HttpResponse.ok();
  }
}
