package io.anabranch.server.commits;

import io.anabranch.server.api.Flags;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.model.MetaRangeId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a commit is to say; the date is in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommitCreation(
    @NotNull String message,
    @Nullable Map<String, String> metadata,
    @Nullable Long date,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean force) {

  CommitRequest request(User committer, @Nullable String sourceMetarange) {
    return new CommitRequest(
        committer.id(),
        message,
        Objects.requireNonNullElse(metadata, Map.of()),
        date == null ? null : Instant.ofEpochSecond(date),
        sourceMetarange == null ? null : new MetaRangeId(sourceMetarange),
        Flags.isSet(allowEmpty));
  }
}
