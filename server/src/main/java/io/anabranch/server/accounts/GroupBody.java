package io.anabranch.server.accounts;

import io.anabranch.server.postgres.GroupTable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A group on the wire; its name is its id, creation date in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record GroupBody(String id, String name, @Nullable String description, long creationDate) {

  static GroupBody of(GroupTable.Group group) {
    return new GroupBody(
        group.id(), group.id(), group.description(), group.creationDate().getEpochSecond());
  }
}
