package io.anabranch.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Amazon S3, or a store that speaks its language. */
public record S3StoreSettings(
    String region,
    Optional<URI> endpoint,
    List<URI> fallbackEndpoints,
    Optional<String> profile,
    Optional<Path> credentialsFile,
    Optional<Credentials> credentials,
    int maxRetries,
    boolean forcePathStyle,
    boolean discoverBucketRegion,
    boolean skipVerifyCertificate,
    boolean checksums,
    Optional<String> serverSideEncryption,
    Optional<String> serverSideEncryptionKmsKeyId,
    PresignSettings presign,
    Optional<URI> presignEndpoint,
    WebIdentity webIdentity)
    implements BlockstoreSettings {

  /** Keys given in the configuration itself. */
  public record Credentials(
      String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}

  /**
   * Sign-on with a token of the machine.
   *
   * @param sessionDuration of the credentials asked for; zero takes the service's own
   * @param sessionExpiryWindow how long before their end they are renewed
   */
  public record WebIdentity(Duration sessionDuration, Duration sessionExpiryWindow) {}

  static S3StoreSettings read(Section s3) {
    s3.ignored("client_log_retries", "set logging.level instead");
    s3.ignored("client_log_request", "set logging.level instead");
    return new S3StoreSettings(
        s3.value("region", Kinds.TEXT, "us-east-1", "Region of the buckets."),
        s3.optional("endpoint", Kinds.URL, "URL of a store other than Amazon's."),
        readFallback(s3),
        s3.optional("profile", Kinds.TEXT, "Profile of the credentials file to use."),
        s3.optional(
            "credentials_file",
            s3.pathKind(),
            "File with credentials; default that of the AWS SDK."),
        readCredentials(s3.section("credentials")),
        s3.value(
            "max_retries",
            Kinds.count(0, 99),
            StoreRetrySettings.DEFAULT.attempts() - 1,
            "How often a failed request is repeated, unless retry.attempts says otherwise."),
        s3.value(
            "force_path_style",
            Kinds.FLAG,
            false,
            "Whether the bucket goes into the path, not the host name. Most other stores need it."),
        s3.value(
            "discover_bucket_region",
            Kinds.FLAG,
            true,
            "Whether to ask each bucket for its region. Switch off for other stores."),
        s3.value(
            "skip_verify_certificate_test_only",
            Kinds.FLAG,
            false,
            "Whether to accept any TLS certificate. For tests only."),
        s3.value(
            "checksums",
            Kinds.FLAG,
            true,
            "Whether what is written carries a CRC-32C for the store to verify and keep. Switch off"
                + " for stores that refuse it."),
        s3.optional(
            "server_side_encryption", Kinds.TEXT, "Encryption asked for: AES256 or aws:kms."),
        s3.optional(
            "server_side_encryption_kms_key_id",
            Kinds.TEXT,
            "Key to encrypt with; alone it means aws:kms."),
        PresignSettings.read(s3),
        s3.optional(
            "pre_signed_endpoint",
            Kinds.URL,
            "URL put into pre-signed links, when clients reach the store by another name."),
        readWebIdentity(s3.section("web_identity")));
  }

  private static List<URI> readFallback(Section s3) {
    List<URI> fallback =
        s3.value(
            "fallback_endpoints",
            Kinds.URLS,
            List.of(),
            "Other URLs of the same store, asked in turn when the one in use does not answer.");
    if (!fallback.isEmpty() && !s3.has("endpoint")) {
      s3.fault("fallback_endpoints", "are beside an endpoint; give the first URL as endpoint");
    }
    return fallback;
  }

  private static Optional<Credentials> readCredentials(Section credentials) {
    Optional<String> id =
        credentials.optional("access_key_id", Kinds.TEXT, "Id of a static access key.");
    Optional<Secret> secret =
        credentials.optional("secret_access_key", Kinds.SECRET, "Secret of that access key.");
    Optional<Secret> token =
        credentials.optional("session_token", Kinds.SECRET, "Token of temporary credentials.");
    if (id.isPresent() && secret.isEmpty()) {
      credentials.missing("secret_access_key");
    }
    if (id.isEmpty() && (secret.isPresent() || token.isPresent())) {
      credentials.missing("access_key_id");
    }
    return id.flatMap(text -> secret.map(key -> new Credentials(text, key, token)));
  }

  private static WebIdentity readWebIdentity(Section identity) {
    return new WebIdentity(
        identity.value(
            "session_duration",
            Kinds.DURATION,
            Duration.ZERO,
            "Life of the credentials asked for; 0s takes the service's default."),
        identity.value(
            "session_expiry_window",
            Kinds.DURATION,
            Duration.ofMinutes(5),
            "How long before their end credentials are renewed."));
  }

  /** Whether the store says by itself who it signs on as; otherwise the machine's chain decides. */
  public boolean hasOwnCredentials() {
    return credentials.isPresent() || profile.isPresent() || credentialsFile.isPresent();
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.S3;
  }

  @Override
  public String location() {
    return "s3:" + endpoint.map(URI::toString).orElse("amazon");
  }

  @Override
  public List<Path> files() {
    return credentialsFile.stream().toList();
  }

  @Override
  public List<URI> endpoints() {
    return Stream.concat(endpoint.stream(), fallbackEndpoints.stream()).toList();
  }
}
