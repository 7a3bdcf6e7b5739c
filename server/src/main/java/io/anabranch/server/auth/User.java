package io.anabranch.server.auth;

import io.anabranch.server.postgres.UserTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request. Controllers take it as a parameter.
 *
 * @param friendlyName what people call the user; null when that is not known
 */
public record User(String id, Instant creationDate, @Nullable String friendlyName) {

  public static User of(UserTable.User row) {
    return new User(row.username(), row.creationDate(), row.friendlyName());
  }
}
