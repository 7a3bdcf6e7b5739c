package io.anabranch.server.wiring;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.auth.Identities;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.auth.oidc.BrowserLogin;
import io.anabranch.server.auth.oidc.Provider;
import io.anabranch.server.auth.oidc.ProviderRequests;
import io.anabranch.server.config.OidcSettings;
import io.anabranch.server.config.SecretBox;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.IdentityTable;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sign-on through the provider that is configured, if one is. */
@Factory
final class OidcFactory {

  private static final int CONNECTIONS = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration KEY_INTERVAL = Duration.ofSeconds(30);

  /** The provider, and what it is asked through. */
  record SingleSignOn(Optional<Provider> provider, List<AutoCloseable> parts)
      implements AutoCloseable {

    @Override
    public void close() throws Exception {
      for (AutoCloseable part : parts) {
        part.close();
      }
    }
  }

  @Singleton
  @Bean(preDestroy = "close")
  SingleSignOn singleSignOn(ServerConfiguration configuration, InstantSource clock) {
    return configuration
        .auth()
        .oidc()
        .map(settings -> open(settings, clock))
        .orElseGet(() -> new SingleSignOn(Optional.empty(), List.of()));
  }

  private static SingleSignOn open(OidcSettings settings, InstantSource clock) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("oidc-", 0).factory());
    OutgoingClient client =
        OutgoingClient.open(
            new OutgoingSettings(rules(settings), CONNECTIONS, TIMEOUT, TIMEOUT, TIMEOUT));
    var requests = new ProviderRequests(client, threads, LIMIT);
    return new SingleSignOn(
        Optional.of(Provider.of(settings, requests, KEY_INTERVAL, clock)),
        List.of(client, threads::shutdownNow));
  }

  /** The operator named the issuer, so it may be anywhere. */
  private static AddressRules rules(OidcSettings settings) {
    List<String> allowed = new ArrayList<>(settings.allowedAddresses());
    allowed.add(settings.issuer().getHost().replaceAll("[\\[\\]]", ""));
    return AddressRules.allowing(allowed);
  }

  @Singleton
  Identities identities(
      Database database,
      ServerConfiguration configuration,
      AccountChanges changes,
      InstantSource clock) {
    List<String> groups =
        configuration
            .auth()
            .oidc()
            .map(settings -> settings.claims().defaultGroups())
            .orElse(List.of());
    return new Identities(new IdentityTable(database), groups, changes, clock);
  }

  @Singleton
  BrowserLogin browserLogin(
      SingleSignOn single,
      Identities identities,
      SignOn signOn,
      ServerConfiguration configuration,
      InstantSource clock) {
    var auth = configuration.auth();
    return new BrowserLogin(
        single.provider(),
        identities,
        signOn,
        new SecretBox(auth.keys().current(), "anabranch oidc v1"),
        auth.loginMaxDuration(),
        clock);
  }
}
