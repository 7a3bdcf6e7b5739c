package io.anabranch.blockstore.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Settings for a store of a test, of which each test says what matters to it. */
public final class TestSettings {

  private Optional<URI> endpoint;
  private S3Credentials credentials;
  private boolean pathStyle = true;
  private boolean checksums = true;
  private boolean trustAnyCertificate;
  private Optional<S3Settings.Encryption> encryption = Optional.empty();
  private Optional<URI> linkEndpoint = Optional.empty();

  TestSettings(URI endpoint, S3Credentials credentials) {
    this.endpoint = Optional.of(endpoint);
    this.credentials = credentials;
  }

  TestSettings endpoint(URI other) {
    endpoint = Optional.of(other);
    return this;
  }

  /** Amazon's own, where the region of a bucket is asked for. */
  TestSettings amazon() {
    endpoint = Optional.empty();
    return this;
  }

  TestSettings credentials(S3Credentials others) {
    credentials = others;
    return this;
  }

  TestSettings virtualHosts() {
    pathStyle = false;
    return this;
  }

  TestSettings noChecksums() {
    checksums = false;
    return this;
  }

  TestSettings trustAnyCertificate() {
    trustAnyCertificate = true;
    return this;
  }

  TestSettings encryption(String algorithm, String kmsKeyId) {
    encryption = Optional.of(new S3Settings.Encryption(algorithm, Optional.of(kmsKeyId)));
    return this;
  }

  TestSettings linkEndpoint(URI other) {
    linkEndpoint = Optional.of(other);
    return this;
  }

  void createBucket(String name) {
    try (S3Client client = client()) {
      client.createBucket(bucket -> bucket.bucket(name));
    }
  }

  void keepVersions(String bucket) {
    try (S3Client client = client()) {
      client.putBucketVersioning(
          versioning ->
              versioning
                  .bucket(bucket)
                  .versioningConfiguration(on -> on.status(BucketVersioningStatus.ENABLED)));
    }
  }

  List<String> listKeys(String bucket, String prefix) {
    try (S3Client client = client()) {
      return client.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  private S3Client client() {
    return S3Clients.open(build(), S3CredentialProviders.of(credentials));
  }

  public S3Settings build() {
    return new S3Settings(
        "us-east-1",
        endpoint,
        linkEndpoint,
        credentials,
        pathStyle,
        endpoint.isEmpty(),
        trustAnyCertificate,
        checksums,
        encryption,
        64,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        5 << 20);
  }
}
