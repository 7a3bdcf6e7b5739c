package io.anabranch.server.branches;

import io.anabranch.versioning.replay.CommitOverrides;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a revert or a cherry-pick is to say instead of what it says by itself. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommitOverridesBody(
    @Nullable String message, @Nullable Map<String, @NotNull String> metadata) {

  static CommitOverrides orNone(@Nullable CommitOverridesBody body) {
    return body == null
        ? CommitOverrides.NONE
        : new CommitOverrides(body.message(), body.metadata());
  }
}
