package io.anabranch.server.api;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;

/**
 * A commit on the wire.
 *
 * @param creationDate seconds since 1970
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record CommitBody(
    String id,
    List<String> parents,
    String committer,
    String message,
    long creationDate,
    String metaRangeId,
    Map<String, String> metadata,
    long generation,
    int version) {

  public static CommitBody of(Commit commit) {
    return new CommitBody(
        commit.id().value(),
        commit.parents().stream().map(CommitId::value).toList(),
        commit.committer(),
        commit.message(),
        commit.creationDate().getEpochSecond(),
        commit.metaRangeId().value(),
        commit.metadata(),
        commit.generation(),
        commit.version());
  }
}
