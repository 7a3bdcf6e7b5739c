package io.anabranch.server.wiring;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.auth.BoundedRequests;
import io.anabranch.server.auth.Identities;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.auth.aws.AwsIdentities;
import io.anabranch.server.auth.aws.CallerIdentities;
import io.anabranch.server.auth.mailbox.Mailboxes;
import io.anabranch.server.auth.oidc.BrowserLogin;
import io.anabranch.server.auth.oidc.Provider;
import io.anabranch.server.config.OidcSettings;
import io.anabranch.server.config.SecretBox;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.IdentityTable;
import io.anabranch.server.postgres.MailboxTable;
import io.anabranch.server.postgres.PrincipalTable;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sign-on with what others say: an OpenID Connect provider, and AWS. */
@Factory
final class SignOnFactory {

  private static final int CONNECTIONS = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration KEY_INTERVAL = Duration.ofSeconds(30);

  /** The provider, if one is configured. */
  record SingleSignOn(Optional<Provider> provider) {}

  /** Hosts that the operator named may be anywhere. */
  @Singleton
  @Bean(preDestroy = "close")
  BoundedRequests signOnRequests(ServerConfiguration configuration) {
    var auth = configuration.auth();
    Stream<URI> named =
        Stream.concat(
            auth.oidc().map(OidcSettings::issuer).stream(),
            auth.aws().stream().flatMap(aws -> aws.endpoints().stream()));
    Stream<String> allowed =
        auth.oidc().stream().flatMap(settings -> settings.allowedAddresses().stream());
    Stream<String> hosts = named.map(url -> url.getHost().replaceAll("[\\[\\]]", ""));
    AddressRules rules = AddressRules.allowing(Stream.concat(allowed, hosts).toList());
    return new BoundedRequests(
        OutgoingClient.open(new OutgoingSettings(rules, CONNECTIONS, TIMEOUT, TIMEOUT, TIMEOUT)),
        LIMIT);
  }

  @Singleton
  SingleSignOn singleSignOn(
      ServerConfiguration configuration, BoundedRequests requests, InstantSource clock) {
    return new SingleSignOn(
        configuration
            .auth()
            .oidc()
            .map(settings -> Provider.of(settings, requests, KEY_INTERVAL, clock)));
  }

  @Singleton
  AwsIdentities awsIdentities(ServerConfiguration configuration, BoundedRequests requests) {
    return configuration
        .auth()
        .aws()
        .<AwsIdentities>map(settings -> new CallerIdentities(settings, requests))
        .orElse(AwsIdentities.NONE);
  }

  @Singleton
  PrincipalTable principalTable(Database database) {
    return new PrincipalTable(database);
  }

  @Singleton
  Mailboxes mailboxes(Database database, SignOn signOn) {
    return new Mailboxes(new MailboxTable(database), signOn, new SecureRandom());
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
    return new BrowserLogin(
        single.provider(),
        identities,
        signOn,
        new SecretBox(configuration.auth().keys().current(), "anabranch oidc v1"),
        clock);
  }
}
