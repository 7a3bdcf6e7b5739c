package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Some clients ask for it with everything else that they tell of an object. */
@Singleton
final class GetBucketCors implements Operation {

  @Override
  public String name() {
    return "GetBucketCors";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "cors");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    throw S3Error.NO_SUCH_CORS.exception();
  }
}
