package io.anabranch.server.config;

import io.anabranch.outgoing.Network;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign on, and for how long.
 *
 * @param keys sign tokens and encrypt what is stored secretly
 * @param oidc whose users may sign on besides; empty when there is none
 * @param aws how identities of AWS may sign on; empty when none may
 * @param trustedProxies addresses and networks of those who are believed from where a request comes
 */
public record AuthSettings(
    Cache cache,
    SigningKeys keys,
    Duration loginDuration,
    Duration loginMaxDuration,
    URI logoutRedirectUrl,
    List<String> trustedProxies,
    Optional<OidcSettings> oidc,
    Optional<AwsLoginSettings> aws,
    LoginLimitSettings loginLimit) {

  /**
   * Credentials and permissions kept in memory.
   *
   * @param size entries
   * @param ttl how long they are kept at most; changes are heard of within a second
   * @param jitter at most this is added to the ttl, at random
   */
  public record Cache(boolean enabled, int size, Duration ttl, Duration jitter) {}

  private static final String PUBLISHED_KEY = "THIS_MUST_BE_CHANGED_IN_PRODUCTION";

  static AuthSettings read(Section auth) {
    String noService =
        "signing on through another service is not available in this build; remove it";
    auth.refused("api", noService);
    auth.refused("authentication_api", noService);
    auth.refused("remote_authenticator", noService);
    auth.refused("cookie_auth_verification", noService);
    auth.ignored("ui_config", "this build has no web pages");
    return new AuthSettings(
        readCache(auth.section("cache")),
        readKeys(auth.section("encrypt")),
        auth.value(
            "login_duration", Kinds.DURATION, Duration.ofDays(7), "How long a sign-on lasts."),
        auth.value(
            "login_max_duration",
            Kinds.DURATION,
            Duration.ofDays(14),
            "The longest that a client may ask a sign-on to last."),
        auth.value(
            "logout_redirect_url",
            Kinds.PLACE,
            URI.create("/auth/login"),
            "Where a browser is sent after signing off."),
        readTrustedProxies(auth),
        OidcSettings.read(auth),
        AwsLoginSettings.read(auth.section("providers").section("aws")),
        LoginLimitSettings.read(auth.section("login_limit")));
  }

  private static List<String> readTrustedProxies(Section auth) {
    List<String> proxies =
        auth.value(
            "trusted_proxies",
            Kinds.LIST,
            List.of(),
            "Addresses and networks, such as 10.1.0.0/16, of the proxies in front of this server."
                + " They are believed what X-Forwarded-For says, for policies with conditions on"
                + " the client's address.");
    for (String proxy : proxies) {
      try {
        Network.parse(proxy);
      } catch (IllegalArgumentException e) {
        auth.fault("trusted_proxies", "`" + proxy + "` is not an address or a network");
      }
    }
    return proxies;
  }

  private static SigningKeys readKeys(Section encrypt) {
    return new SigningKeys(
        readSecretKey(encrypt),
        encrypt.value(
            "previous_secret_keys",
            Kinds.SECRETS,
            List.of(),
            "Keys that were used before: what they signed is good, what they encrypted is read, and"
                + " encrypted again with the present one at start."));
  }

  private static Secret readSecretKey(Section encrypt) {
    Secret key =
        encrypt.required(
            "secret_key",
            Kinds.SECRET,
            "Signs tokens and encrypts stored secrets: any long random text. The same on every"
                + " server of an installation. To change it, see docs/access.md.");
    if (key.reveal().equals(PUBLISHED_KEY)) {
      encrypt.warn("secret_key", "is a published default that anybody can sign on with");
    }
    return key;
  }

  private static Cache readCache(Section cache) {
    return new Cache(
        cache.value(
            "enabled", Kinds.FLAG, true, "Whether credentials and permissions are kept in memory."),
        cache.value("size", Kinds.COUNT, 1024, "How many of each are kept."),
        cache.value(
            "ttl",
            Kinds.DURATION,
            Duration.ofSeconds(20),
            "How long they are kept at most. What another server changes is heard of within a second;"
                + " while the database does not answer, it may go on for so long."),
        cache.value(
            "jitter", Kinds.DURATION, Duration.ofSeconds(3), "At most this is added, at random."));
  }
}
