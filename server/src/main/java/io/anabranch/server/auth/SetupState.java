package io.anabranch.server.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** Whether setup has been done, and how a web client is to sign in. */
@Serdeable(naming = SnakeCaseStrategy.class)
record SetupState(String state, boolean commPrefsMissing, LoginConfig loginConfig) {

  /** How a web client signs in: with an access key, or at a provider. */
  @Serdeable
  record LoginConfig(
      @JsonProperty("RBAC") String rbac,
      @JsonProperty("login_url") String loginUrl,
      @JsonProperty("login_url_method") String loginUrlMethod,
      @JsonProperty("logout_url") String logoutUrl,
      @JsonProperty("login_cookie_names") List<String> loginCookieNames) {}

  /**
   * @param provider whether people sign on through one
   */
  static SetupState of(boolean initialized, boolean provider) {
    return new SetupState(
        initialized ? "initialized" : "not_initialized",
        false,
        new LoginConfig(
            "internal",
            provider ? "/api/anabranch/v1/auth/oidc/login" : "/api/v1/auth/login",
            provider ? "redirect" : "none",
            "/logout",
            List.of(Credentials.SESSION_COOKIE)));
  }
}
