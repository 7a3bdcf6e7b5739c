package io.anabranch.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Google Cloud Storage.
 *
 * @param credentials empty takes what the machine offers
 * @param dataCredentials for reading and writing objects' data, when they differ
 */
public record GsStoreSettings(
    URI s3Endpoint,
    Credentials credentials,
    Credentials dataCredentials,
    PresignSettings presign,
    Optional<Secret> customerSuppliedKey,
    Optional<String> kmsKeyId,
    Optional<URI> testEndpointUrl)
    implements BlockstoreSettings {

  private static final Duration LONGEST_LINK = Duration.ofDays(7);
  private static final Pattern AES_256_KEY = Pattern.compile("[0-9a-fA-F]{64}");

  /** A service account's key, as a file or as text; at most one of them. */
  public record Credentials(Optional<Path> file, Optional<Secret> json) {}

  static GsStoreSettings read(Section gs) {
    Optional<Secret> suppliedKey =
        gs.optional(
            "server_side_encryption_customer_supplied",
            Kinds.SECRET,
            "Key to encrypt with, 64 hex digits.");
    Optional<String> kmsKey =
        gs.optional(
            "server_side_encryption_kms_key_id",
            Kinds.TEXT,
            "Name of the managed key to encrypt with.");
    if (suppliedKey.isPresent() && !AES_256_KEY.matcher(suppliedKey.get().reveal()).matches()) {
      gs.fault("server_side_encryption_customer_supplied", "is not 64 hex digits");
    }
    if (suppliedKey.isPresent() && kmsKey.isPresent()) {
      gs.fault(
          "server_side_encryption_kms_key_id",
          "cannot be given beside server_side_encryption_customer_supplied; remove one of them");
    }
    return new GsStoreSettings(
        gs.value(
            "s3_endpoint",
            Kinds.URL,
            URI.create("https://storage.googleapis.com"),
            "URL of the service."),
        readCredentials(gs, "", "a service account's key"),
        readCredentials(gs, "data_", "the key used for objects' data, when it is another one"),
        PresignSettings.read(gs, LONGEST_LINK),
        suppliedKey,
        kmsKey,
        gs.optional(
            "test_endpoint_url",
            Kinds.URL,
            "URL of an emulator, which is asked without credentials. For tests only."));
  }

  private static Credentials readCredentials(Section gs, String prefix, String what) {
    Optional<Path> file =
        gs.optional(prefix + "credentials_file", gs.pathKind(), "File with " + what + ".");
    Optional<Secret> json =
        gs.optional(prefix + "credentials_json", Kinds.SECRET, "The text of " + what + ".");
    if (file.isPresent() && json.isPresent()) {
      gs.fault(
          prefix + "credentials_json",
          "cannot be given beside " + prefix + "credentials_file; remove one of them");
    }
    return new Credentials(file, json);
  }

  /** Where the service is, or what stands in for it. */
  public URI endpoint() {
    return testEndpointUrl.orElse(s3Endpoint);
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.GS;
  }

  @Override
  public String location() {
    return "gs:" + endpoint();
  }

  @Override
  public List<Path> files() {
    return Stream.of(credentials, dataCredentials).flatMap(keys -> keys.file().stream()).toList();
  }

  @Override
  public List<URI> endpoints() {
    return List.of(endpoint());
  }
}
