package io.anabranch.server.refs;

import io.anabranch.server.api.Flags;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.merge.MergeStrategy;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to merge. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Merge(
    @Nullable String message,
    @Nullable Map<String, @NotNull String> metadata,
    @Nullable String strategy,
    @Nullable Boolean force,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean squashMerge) {

  static final Merge DEFAULT = new Merge(null, null, null, null, null, null);

  MergeRequest request(User committer) {
    return new MergeRequest(
        committer.id(),
        Objects.requireNonNullElse(message, ""),
        Objects.requireNonNullElse(metadata, Map.of()),
        MergeStrategy.parse(Objects.requireNonNullElse(strategy, "")),
        Flags.isSet(allowEmpty),
        Flags.isSet(force),
        Flags.isSet(squashMerge));
  }
}
