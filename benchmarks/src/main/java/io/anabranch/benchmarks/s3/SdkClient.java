package io.anabranch.benchmarks.s3;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How much the SDK secures what it sends and gets, over plain HTTP. */
enum SdkClient {
  /** As it comes: chunks that are signed, a CRC-32 behind them, and checked on the way back. */
  DEFAULT,
  /** Chunks that are signed. */
  SIGNED,
  /** Nothing of the body. */
  PLAIN;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The caller closes it. */
  S3Client open(URI endpoint, Keys keys) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKey(), keys.secret())))
            .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(PATIENCE));
    if (this != DEFAULT) {
      builder
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
    if (this == PLAIN) {
      builder.putAuthScheme(new UnsignedPayloads());
    }
    return builder.build();
  }
}
