package io.anabranch.server.accounts;

import io.anabranch.server.postgres.CredentialTable.Credential;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access key; dates in seconds since 1970.
 *
 * @param secretAccessKey in the answer that made it alone
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record KeyBody(
    String accessKeyId,
    @Nullable String secretAccessKey,
    long creationDate,
    @Nullable String description,
    @Nullable Long expirationDate,
    @Nullable Long lastUsedDate) {

  static KeyBody of(Credential credential) {
    return of(credential, null);
  }

  static KeyBody of(Credential credential, @Nullable String secret) {
    return new KeyBody(
        credential.accessKeyId(),
        secret,
        credential.creationDate().getEpochSecond(),
        credential.description(),
        seconds(credential.expires()),
        seconds(credential.lastUsed()));
  }

  private static @Nullable Long seconds(@Nullable Instant instant) {
    return instant == null ? null : instant.getEpochSecond();
  }

  @Override
  public String toString() {
    return "KeyBody[accessKeyId=" + accessKeyId + ", secretAccessKey=***]";
  }
}
