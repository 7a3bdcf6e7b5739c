package io.anabranch.server.api;

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
public record CommitCreation(
    @NotNull String message,
    @Nullable Map<String, String> metadata,
    @Nullable Long date,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean force) {

  /** What is staged, or a given tree. */
  public CommitRequest request(String committer, @Nullable String sourceMetarange) {
    return new CommitRequest(
        committer,
        message,
        metadataOrNone(),
        instant(),
        sourceMetarange == null ? null : new MetaRangeId(sourceMetarange),
        Flags.isSet(allowEmpty));
  }

  public Map<String, String> metadataOrNone() {
    return Objects.requireNonNullElse(metadata, Map.of());
  }

  /** Null for the present. */
  public @Nullable Instant instant() {
    return date == null ? null : Instant.ofEpochSecond(date);
  }
}
