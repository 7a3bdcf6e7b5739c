package io.anabranch.server.wiring;

import io.anabranch.server.auth.Authenticator;
import io.anabranch.server.auth.Identities;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.auth.Sessions;
import io.anabranch.server.auth.User;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.SessionTable;
import io.anabranch.server.postgres.UserTable;
import java.util.Optional;

/** Users and keys from the database, secrets in the clear. */
final class DatabaseAccounts implements Authenticator.Accounts {

  private final UserTable users;
  private final CredentialTable credentials;
  private final SessionTable sessions;
  private final SecretCipher cipher;
  private final Identities identities;

  DatabaseAccounts(Database database, SecretCipher cipher, Identities identities) {
    this.users = new UserTable(database);
    this.credentials = new CredentialTable(database);
    this.sessions = new SessionTable(database);
    this.cipher = cipher;
    this.identities = identities;
  }

  @Override
  public Optional<Authenticator.KnownKey> findKey(String accessKeyId) {
    return credentials
        .find(accessKeyId)
        .flatMap(
            key ->
                users
                    .find(key.username())
                    .map(
                        row ->
                            new Authenticator.KnownKey(
                                User.of(row),
                                cipher.decrypt(accessKeyId, key.secret().bytes()),
                                key.expires())));
  }

  @Override
  public Optional<User> findUser(Sessions.Session session) {
    return sessions.findUser(session.id(), session.userId(), session.generation()).map(User::of);
  }

  @Override
  public User user(Identity identity) {
    return identities.user(identity);
  }
}
