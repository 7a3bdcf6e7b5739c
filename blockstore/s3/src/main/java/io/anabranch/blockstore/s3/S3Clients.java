package io.anabranch.blockstore.s3;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the SDK's client out of settings. */
final class S3Clients {

  private S3Clients() {}

  static S3Client open(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings.credentials()))
            .forcePathStyle(settings.pathStyle())
            .crossRegionAccessEnabled(settings.followRegions() && settings.endpoint().isEmpty())
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(http(settings));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static Apache5HttpClient.Builder http(S3Settings settings) {
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .maxConnections(settings.connections())
            .connectionTimeout(settings.connectTimeout())
            .socketTimeout(settings.socketTimeout());
    if (settings.trustAnyCertificate()) {
      http.tlsTrustManagersProvider(() -> new TrustManager[] {new TrustingAny()});
    }
    return http;
  }

  private static AwsCredentialsProvider credentials(S3Credentials credentials) {
    return switch (credentials) {
      case S3Credentials.Keys keys ->
          StaticCredentialsProvider.create(
              keys.sessionToken().isPresent()
                  ? AwsSessionCredentials.create(
                      keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken().get())
                  : AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
      case S3Credentials.Profile profile -> profile(profile.name(), profile.file());
      case S3Credentials.Machine _ -> DefaultCredentialsProvider.builder().build();
    };
  }

  private static AwsCredentialsProvider profile(Optional<String> name, Optional<Path> file) {
    ProfileCredentialsProvider.Builder builder = ProfileCredentialsProvider.builder();
    name.ifPresent(builder::profileName);
    file.ifPresent(path -> builder.profileFile(() -> read(path)));
    return builder.build();
  }

  private static ProfileFile read(Path file) {
    try {
      return ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build();
    } catch (IllegalStateException | UncheckedIOException e) {
      throw SdkClientException.create("The credentials file `" + file + "` cannot be read", e);
    }
  }

  /** For tests against a store whose certificate nobody signed. */
  private static final class TrustingAny implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
