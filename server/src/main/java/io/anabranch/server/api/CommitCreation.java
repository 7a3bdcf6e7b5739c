package io.anabranch.server.api;

import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
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
    @Nullable Map<String, @NotNull String> metadata,
    @Nullable Long date,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean force) {

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

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

  /**
   * Null for the present.
   *
   * @throws FailureException Invalid for a time that commits cannot record
   */
  public @Nullable Instant instant() {
    if (date == null) {
      return null;
    }
    if (date < FIRST_SECOND || date > LAST_SECOND) {
      throw new FailureException(
          new Failure.Invalid(
              "date must be in seconds since 1970, within the years 1 to 9999: " + date));
    }
    return Instant.ofEpochSecond(date);
  }
}
