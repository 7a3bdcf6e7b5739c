package io.anabranch.blockstore.s3;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/** Where credentials come from. Each store has a provider of its own, which it closes. */
final class S3CredentialProviders {

  /** The latest that the SDK renews, if nobody asks for earlier. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  private S3CredentialProviders() {}

  static AwsCredentialsProvider of(S3Credentials credentials) {
    return switch (credentials) {
      case S3Credentials.Keys keys -> fixed(keys);
      case S3Credentials.Profile profile -> profile(profile);
      case S3Credentials.Machine machine -> machine(machine);
    };
  }

  private static AwsCredentialsProvider fixed(S3Credentials.Keys keys) {
    return StaticCredentialsProvider.create(
        keys.sessionToken().isPresent()
            ? AwsSessionCredentials.create(
                keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken().get())
            : AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
  }

  private static AwsCredentialsProvider profile(S3Credentials.Profile profile) {
    ProfileCredentialsProvider.Builder builder = ProfileCredentialsProvider.builder();
    profile.name().ifPresent(builder::profileName);
    profile.file().ifPresent(path -> builder.profileFile(() -> read(path)));
    return builder.build();
  }

  private static ProfileFile read(Path file) {
    try {
      return ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build();
    } catch (IllegalStateException | UncheckedIOException e) {
      throw SdkClientException.create("The credentials file `" + file + "` cannot be read", e);
    }
  }

  /** The SDK's own order. A machine with a web identity is that, and nothing that comes after. */
  private static AwsCredentialsProvider machine(S3Credentials.Machine machine) {
    boolean identity = SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent();
    boolean keys = SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent();
    return identity && !keys ? webIdentity(machine) : DefaultCredentialsProvider.builder().build();
  }

  private static AwsCredentialsProvider webIdentity(S3Credentials.Machine machine) {
    Duration window = machine.expiryWindow();
    WebIdentityTokenFileCredentialsProvider.Builder identity =
        WebIdentityTokenFileCredentialsProvider.builder()
            .prefetchTime(window)
            .staleTime(window.compareTo(LATEST) < 0 ? window : LATEST);
    machine.sessionDuration().ifPresent(identity::roleSessionDuration);
    return identity.build();
  }
}
