package io.anabranch.server.wiring;

import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.auth.Authenticator;
import io.anabranch.server.auth.Callers;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.auth.Identities;
import io.anabranch.server.auth.IdentityProvider;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.auth.KeyUses;
import io.anabranch.server.auth.LoginLimits;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.auth.Sessions;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.auth.oidc.Provider;
import io.anabranch.server.config.AuthSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.GroupTable;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.server.postgres.SessionTable;
import io.anabranch.server.postgres.UserTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Sign-on and rights over the tables of users, keys, groups and policies. */
@Factory
final class AuthFactory {

  @Singleton
  SecretCipher secretCipher(ServerConfiguration configuration) {
    return new SecretCipher(configuration.auth().keys());
  }

  @Singleton
  Sessions sessions(ServerConfiguration configuration, InstantSource clock) {
    var auth = configuration.auth();
    return new Sessions(auth.keys(), auth.loginDuration(), auth.loginMaxDuration(), clock);
  }

  @Singleton
  SignOn signOn(Database database, Sessions sessions, AccountChanges changes) {
    return new SignOn(new SessionTable(database), sessions, changes);
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
  AccountChanges accountChanges() {
    return new AccountChanges();
  }

  @Singleton
  Authenticator authenticator(
      Database database,
      SecretCipher cipher,
      Sessions sessions,
      Identities identities,
      SignOnFactory.SingleSignOn single,
      KeyUses uses,
      AccountChanges changes,
      ServerConfiguration configuration) {
    AuthSettings.Cache cache = configuration.auth().cache();
    var accounts = new DatabaseAccounts(database, cipher, identities);
    IdentityProvider provider =
        single.provider().<IdentityProvider>map(Provider::tokens).orElse(IdentityProvider.NONE);
    return new Authenticator(accounts, sessions, provider, uses, changes, cache.size(), ttl(cache));
  }

  @Singleton
  KeyUses keyUses(CredentialTable table, InstantSource clock) {
    return new KeyUses(table::markUsed, clock);
  }

  @Singleton
  Callers callers(PolicyTable policies, AccountChanges changes, ServerConfiguration configuration) {
    AuthSettings.Cache cache = configuration.auth().cache();
    return new Callers(new DatabasePolicies(policies), changes, cache.size(), ttl(cache));
  }

  private static Duration ttl(AuthSettings.Cache cache) {
    return cache.enabled() ? cache.ttl() : Duration.ZERO;
  }

  @Singleton
  LoginLimits loginLimits(ServerConfiguration configuration) {
    return new LoginLimits(configuration.auth().loginLimit(), System::nanoTime);
  }

  @Singleton
  ClientAddresses clientAddresses(ServerConfiguration configuration) {
    return new ClientAddresses(configuration.auth().trustedProxies());
  }

  @Singleton
  UserTable userTable(Database database) {
    return new UserTable(database);
  }

  @Singleton
  CredentialTable credentialTable(Database database) {
    return new CredentialTable(database);
  }

  @Singleton
  GroupTable groupTable(Database database) {
    return new GroupTable(database);
  }

  @Singleton
  PolicyTable policyTable(Database database) {
    return new PolicyTable(database);
  }
}
