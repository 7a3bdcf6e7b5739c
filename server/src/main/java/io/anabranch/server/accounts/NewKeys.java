package io.anabranch.server.accounts;

import io.anabranch.server.auth.AccessKey;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.CredentialTable.Credential;
import io.anabranch.server.postgres.EncryptedSecret;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes access keys. Safe for use by many threads. */
@Singleton
final class NewKeys {

  /** A key as it was made, with the secret that is shown once. */
  record NewKey(Credential credential, String secret) {
    @Override
    public String toString() {
      return "NewKey[credential=" + credential + ", secret=***]";
    }
  }

  private final Accounts accounts;
  private final CredentialTable credentials;
  private final SecretCipher cipher;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  NewKeys(
      Accounts accounts, CredentialTable credentials, SecretCipher cipher, InstantSource clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * @param expires null for one without an end
   * @throws FailureException NotFound when there is no such user
   */
  NewKey make(String userId, @Nullable String description, @Nullable Instant expires) {
    String user = accounts.user(userId).username();
    AccessKey key = AccessKey.random(random);
    var secret = new EncryptedSecret(cipher.encrypt(key.id(), key.secret()));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var credential = new Credential(key.id(), user, secret, now, description, expires, null);
    if (!credentials.create(credential)) {
      throw AccountNames.notFound(Accounts.USER, user);
    }
    return new NewKey(credential, key.secret());
  }
}
