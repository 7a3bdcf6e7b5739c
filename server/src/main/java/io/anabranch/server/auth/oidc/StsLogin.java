package io.anabranch.server.auth.oidc;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code and where it came from.
 *
 * @param state what the client has compared with its own; it says nothing to this server
 * @param ttlSeconds how long the session is to last
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record StsLogin(
    @NotBlank String code,
    @NotBlank String state,
    @NotBlank String redirectUri,
    @Nullable Long ttlSeconds) {

  @Override
  public String toString() {
    return "StsLogin[redirectUri=" + redirectUri + "]";
  }
}
