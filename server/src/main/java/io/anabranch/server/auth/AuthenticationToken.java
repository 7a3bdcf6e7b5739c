package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A session; its end in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AuthenticationToken(String token, @Nullable Long tokenExpiration) {

  public static AuthenticationToken of(Sessions.Token token) {
    return new AuthenticationToken(token.jwt(), token.expiration().getEpochSecond());
  }

  @Override
  public String toString() {
    return "AuthenticationToken[token=***, tokenExpiration=" + tokenExpiration + "]";
  }
}
