package io.anabranch.server.config;

import java.time.Duration;

/**
 * Who may sign on, and for how long.
 *
 * @param secretKey signs tokens and encrypts what is stored secretly
 */
public record AuthSettings(
    Cache cache,
    Secret secretKey,
    Duration loginDuration,
    Duration loginMaxDuration,
    String logoutRedirectUrl) {

  /**
   * Credentials and permissions kept in memory.
   *
   * @param size entries
   * @param ttl how long a revoked key may go on working
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
    auth.refused("oidc", noService);
    auth.refused("cookie_auth_verification", noService);
    auth.ignored("ui_config", "this build has no web pages");
    return new AuthSettings(
        readCache(auth.section("cache")),
        readSecretKey(auth.section("encrypt")),
        auth.value(
            "login_duration", Kinds.DURATION, Duration.ofDays(7), "How long a sign-on lasts."),
        auth.value(
            "login_max_duration",
            Kinds.DURATION,
            Duration.ofDays(14),
            "The longest that a client may ask a sign-on to last."),
        auth.value(
            "logout_redirect_url",
            Kinds.TEXT,
            "/auth/login",
            "Where a browser is sent after signing off."));
  }

  private static Secret readSecretKey(Section encrypt) {
    Secret key =
        encrypt.required(
            "secret_key",
            Kinds.SECRET,
            "Signs tokens and encrypts stored secrets: any long random text. The same on every"
                + " server of an installation, and for ever.");
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
            "How long they are kept: so long may a revoked key go on working."),
        cache.value(
            "jitter", Kinds.DURATION, Duration.ofSeconds(3), "At most this is added, at random."));
  }
}
