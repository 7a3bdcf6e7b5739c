package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** For clients that make sure of a bucket: this one is there. */
@Singleton
final class CreateBucket implements Operation {

  @Override
  public String name() {
    return "CreateBucket";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.BUCKET);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    throw S3Error.BUCKET_ALREADY_EXISTS.exception();
  }
}
