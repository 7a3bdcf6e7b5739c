package io.anabranch.server.branches;

import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code BranchMove} of the API. */
@Serdeable(naming = SnakeCaseStrategy.class)
record BranchMoveBody(
    String id,
    Instant time,
    String operation,
    String user,
    String message,
    @Nullable String commitBefore,
    @Nullable String commitAfter) {

  static BranchMoveBody of(RefMove move) {
    return new BranchMoveBody(
        Long.toString(move.number()),
        move.time(),
        move.cause().operation().text(),
        move.cause().user(),
        move.cause().message(),
        text(move.before()),
        text(move.after()));
  }

  private static @Nullable String text(@Nullable CommitId id) {
    return id == null ? null : id.value();
  }
}
