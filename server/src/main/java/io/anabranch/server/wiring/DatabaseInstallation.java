package io.anabranch.server.wiring;

import io.anabranch.server.auth.AccessKey;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.EncryptedSecret;
import io.anabranch.server.postgres.InstallationTable;
import io.anabranch.server.postgres.UserTable;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Setup as a row that one caller can fill. */
final class DatabaseInstallation implements Installation {

  private final InstallationTable table;
  private final SecretCipher cipher;
  private final Optional<String> fixedId;
  private final InstantSource clock;

  DatabaseInstallation(
      Database database, SecretCipher cipher, Optional<String> fixedId, InstantSource clock) {
    this.table = new InstallationTable(database);
    this.cipher = cipher;
    this.fixedId = fixedId;
    this.clock = clock;
  }

  @Override
  public String id() {
    return record().id();
  }

  @Override
  public boolean isInitialized() {
    return record().setupDate().isPresent();
  }

  @Override
  public Optional<FirstKey> initialize(String userName, AccessKey key) {
    record();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var secret = new EncryptedSecret(cipher.encrypt(key.id(), key.secret()));
    boolean done =
        table.setUp(
            new UserTable.User(userName, now),
            new CredentialTable.Credential(key.id(), userName, secret, now),
            now);
    return done ? Optional.of(new FirstKey(key, now)) : Optional.empty();
  }

  private InstallationTable.Installation record() {
    return table.findOrCreate(
        fixedId.orElseGet(() -> UUID.randomUUID().toString()), clock.instant());
  }
}
