package io.anabranch.blockstore.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/** Makes the SDK's client out of settings. */
final class S3Clients {

  private S3Clients() {}

  static S3Client open(S3Settings settings, AwsCredentialsProvider credentials) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            .crossRegionAccessEnabled(settings.followsRegions())
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(
                settings.trustAnyCertificate() ? new TrustingAny(http(settings)) : http(settings));
    settings.endpoint().ifPresent(builder::endpointOverride);
    if (!settings.checksums()) {
      builder
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .addPlugin(LegacyMd5Plugin.create());
    }
    return builder.build();
  }

  private static Apache5HttpClient.Builder http(S3Settings settings) {
    return Apache5HttpClient.builder()
        .maxConnections(settings.connections())
        .connectionTimeout(settings.connectTimeout())
        .socketTimeout(settings.socketTimeout());
  }

  /** For tests against a store whose certificate nobody signed, or for another host. */
  private record TrustingAny(Apache5HttpClient.Builder http)
      implements SdkHttpClient.Builder<TrustingAny> {

    private static final AttributeMap ANY =
        AttributeMap.builder().put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true).build();

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return http.buildWithDefaults(ANY.merge(defaults));
    }
  }
}
