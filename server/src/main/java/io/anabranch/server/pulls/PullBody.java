package io.anabranch.server.pulls;

import io.anabranch.server.postgres.PullTable.Pull;
import io.anabranch.versioning.model.CommitId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pull request as clients see it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PullBody(
    String id,
    String status,
    String title,
    String description,
    String author,
    String sourceBranch,
    String destinationBranch,
    Instant creationDate,
    @Nullable Instant closedDate,
    @Nullable String mergedCommitId) {

  static PullBody of(Pull pull) {
    return of(pull, pull.description());
  }

  /** As it is listed: descriptions may be long. */
  static PullBody item(Pull pull) {
    return of(pull, "");
  }

  private static PullBody of(Pull pull, String description) {
    CommitId merged = pull.mergedCommit();
    return new PullBody(
        pull.id(),
        pull.status().text(),
        pull.title(),
        description,
        pull.author(),
        pull.sourceBranch(),
        pull.destinationBranch(),
        pull.creationDate(),
        pull.closedDate(),
        merged == null ? null : merged.value());
  }
}
