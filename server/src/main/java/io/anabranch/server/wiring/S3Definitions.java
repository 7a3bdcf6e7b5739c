package io.anabranch.server.wiring;

import io.anabranch.blockstore.s3.S3Credentials;
import io.anabranch.blockstore.s3.S3Settings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Turns what was configured of an S3 store into what its adapter needs. */
final class S3Definitions {

  private static final String SCHEME = "s3://";
  private static final String KMS = "aws:kms";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(30);
  private static final int PART_BYTES = 8 << 20;

  private S3Definitions() {}

  /** For each way to the store, the best first. */
  static List<S3Settings> settings(S3StoreSettings s3, int connections) {
    return s3.endpoints().isEmpty()
        ? List.of(settings(s3, Optional.empty(), connections))
        : s3.endpoints().stream().map(url -> settings(s3, Optional.of(url), connections)).toList();
  }

  private static S3Settings settings(S3StoreSettings s3, Optional<URI> endpoint, int connections) {
    return new S3Settings(
        s3.region(),
        endpoint,
        s3.presignEndpoint(),
        credentials(s3),
        s3.forcePathStyle(),
        s3.discoverBucketRegion(),
        s3.skipVerifyCertificate(),
        s3.checksums(),
        encryption(s3),
        connections,
        CONNECT,
        SOCKET,
        PART_BYTES);
  }

  /** A key without the name of the encryption says which it is. */
  private static Optional<S3Settings.Encryption> encryption(S3StoreSettings s3) {
    Optional<String> key = s3.serverSideEncryptionKmsKeyId();
    return s3.serverSideEncryption()
        .or(() -> key.map(_ -> KMS))
        .map(name -> new S3Settings.Encryption(name, key));
  }

  private static S3Credentials credentials(S3StoreSettings s3) {
    if (s3.credentials().isPresent()) {
      S3StoreSettings.Credentials keys = s3.credentials().get();
      return new S3Credentials.Keys(
          keys.accessKeyId(),
          keys.secretAccessKey().reveal(),
          keys.sessionToken().map(Secret::reveal));
    }
    return s3.hasOwnCredentials()
        ? new S3Credentials.Profile(s3.profile(), s3.credentialsFile())
        : machine(s3.webIdentity());
  }

  private static S3Credentials machine(S3StoreSettings.WebIdentity identity) {
    return new S3Credentials.Machine(
        Optional.of(identity.sessionDuration()).filter(Duration::isPositive),
        identity.sessionExpiryWindow());
  }

  static Optional<String> findBucket(StoreDefinition store) {
    return Buckets.find(store, SCHEME);
  }
}
