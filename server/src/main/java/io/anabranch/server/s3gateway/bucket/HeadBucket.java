package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class HeadBucket implements Operation {

  private final String region;

  HeadBucket(ServerConfiguration configuration) {
    this.region = configuration.s3Gateway().region();
  }

  @Override
  public String name() {
    return "HeadBucket";
  }

  @Override
  public Shape shape() {
    return Shape.of("HEAD", Target.BUCKET);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    return HttpResponse.ok().header("x-amz-bucket-region", region);
  }
}
