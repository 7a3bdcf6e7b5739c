package io.anabranch.server.s3gateway;

import io.anabranch.server.testing.TestServer;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the AWS SDK for a server of a test. */
final class S3Clients {

  private S3Clients() {}

  static S3Client of(TestServer server) {
    return of(server.uri(), TestServer.ACCESS_KEY, TestServer.SECRET, _ -> {});
  }

  static S3Client of(URI server, String key, String secret, Consumer<S3ClientBuilder> further) {
    var builder =
        S3Client.builder()
            .endpointOverride(server)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
            .forcePathStyle(true);
    further.accept(builder);
    return builder.build();
  }
}
