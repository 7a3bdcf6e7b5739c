package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A user on the wire; creation date in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record UserBody(
    String id, long creationDate, @Nullable String friendlyName, @Nullable String email) {

  public static UserBody of(User user) {
    return new UserBody(user.id(), user.creationDate().getEpochSecond(), user.friendlyName(), null);
  }
}
