package io.anabranch.server.commits;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A commit that was made elsewhere; the date is in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommitRecordCreation(
    @NotNull String commitId,
    @JsonProperty(value = "version", required = true) @Min(0) @Max(1) int version,
    @NotNull String committer,
    @NotNull String message,
    @NotNull String metarangeId,
    @JsonProperty(value = "creation_date", required = true) long creationDate,
    @NotNull @JsonProperty(value = "parents", required = true) List<@NotNull String> parents,
    @Nullable Map<String, @NotNull String> metadata,
    @JsonProperty(value = "generation", required = true) @Min(1) @Max(Integer.MAX_VALUE)
        long generation,
    @Nullable Boolean force) {

  /** The commit as it says it is; nothing is known of whether that is true. */
  Commit commit() {
    return new Commit(
        id(commitId),
        committer,
        message,
        date(),
        new MetaRangeId(metarangeId),
        parents.stream().map(CommitRecordCreation::id).toList(),
        new TreeMap<>(Objects.requireNonNullElse(metadata, Map.of())),
        version,
        (int) generation);
  }

  private Instant date() {
    try {
      return Instant.ofEpochSecond(creationDate);
    } catch (DateTimeException _) {
      throw invalid("creation_date is out of range: " + creationDate);
    }
  }

  private static CommitId id(String text) {
    if (!CommitId.isCommitId(text)) {
      throw invalid("a commit id is 64 hex digits in lower case, and '" + text + "' is none");
    }
    return new CommitId(text);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
