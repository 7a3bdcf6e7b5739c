package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A session; its end in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record AuthenticationToken(String token, @Nullable Long tokenExpiration) {

  @Override
  public String toString() {
    return "AuthenticationToken[token=***, tokenExpiration=" + tokenExpiration + "]";
  }
}
