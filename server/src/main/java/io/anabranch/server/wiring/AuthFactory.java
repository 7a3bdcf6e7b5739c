package io.anabranch.server.wiring;

import io.anabranch.server.auth.Authenticator;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.auth.Sessions;
import io.anabranch.server.config.AuthSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.Database;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Sign-on over the tables of users and keys. */
@Factory
final class AuthFactory {

  @Singleton
  SecretCipher secretCipher(ServerConfiguration configuration) {
    return new SecretCipher(configuration.auth().secretKey());
  }

  @Singleton
  Sessions sessions(ServerConfiguration configuration, InstantSource clock) {
    var auth = configuration.auth();
    return new Sessions(auth.secretKey().reveal(), auth.loginDuration(), clock);
  }

  @Singleton
  Installation installation(
      Database database,
      SecretCipher cipher,
      ServerConfiguration configuration,
      InstantSource clock) {
    return new DatabaseInstallation(
        database, cipher, configuration.installation().fixedId(), clock);
  }

  @Singleton
  Authenticator authenticator(
      Database database,
      SecretCipher cipher,
      Sessions sessions,
      ServerConfiguration configuration) {
    AuthSettings.Cache cache = configuration.auth().cache();
    Duration ttl = cache.enabled() ? cache.ttl() : Duration.ZERO;
    return new Authenticator(new DatabaseAccounts(database, cipher), sessions, cache.size(), ttl);
  }
}
