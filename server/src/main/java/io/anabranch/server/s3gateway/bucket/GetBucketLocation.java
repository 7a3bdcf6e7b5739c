package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.access.Action;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Which region requests are to be signed for. */
@Singleton
final class GetBucketLocation implements Operation {

  /** The oldest region has no name here. */
  private static final String NAMELESS = "us-east-1";

  private final String region;

  GetBucketLocation(ServerConfiguration configuration) {
    this.region = configuration.s3Gateway().region();
  }

  @Override
  public String name() {
    return "GetBucketLocation";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "location");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.READ_REPOSITORY);
    return Xml.withNamespace("LocationConstraint")
        .text(region.equals(NAMELESS) ? "" : region)
        .answer();
  }
}
