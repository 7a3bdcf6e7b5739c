package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class AbortMultipartUpload implements Operation {

  private final Multiparts uploads;

  AbortMultipartUpload(Multiparts uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "AbortMultipartUpload";
  }

  @Override
  public Shape shape() {
    return Shape.of("DELETE", Target.OBJECT, Keys.ID);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    uploads.abort(Keys.of(call));
    return HttpResponse.noContent();
  }
}
