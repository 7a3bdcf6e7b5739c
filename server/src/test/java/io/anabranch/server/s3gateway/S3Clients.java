package io.anabranch.server.s3gateway;

import io.anabranch.server.testing.TestServer;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the AWS SDK for a server of a test. */
public final class S3Clients {

  private S3Clients() {}

  public static S3Client of(TestServer server) {
    return of(server.uri(), TestServer.ACCESS_KEY, TestServer.SECRET, _ -> {});
  }

  public static S3Client of(
      URI server, String key, String secret, Consumer<S3ClientBuilder> further) {
    S3ClientBuilder builder = configured(S3Client.builder(), server, key, secret);
    further.accept(builder);
    return builder.build();
  }

  /** The builder, told where to send requests and how to sign them. */
  static <B extends S3BaseClientBuilder<B, ?>> B configured(
      B builder, URI server, String key, String secret) {
    builder.endpointOverride(server);
    builder.region(Region.US_EAST_1);
    builder.credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    return builder.forcePathStyle(true);
  }
}
