package io.anabranch.server.collection;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where a run finds the commits to keep. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PreparedCommitsBody(
    String runId,
    String gcCommitsLocation,
    String gcAddressesLocation,
    @Nullable String gcCommitsPresignedUrl) {

  static PreparedCommitsBody of(PreparedCommits prepared, @Nullable String link) {
    return new PreparedCommitsBody(
        prepared.runId(), prepared.commits(), prepared.addresses(), link);
  }
}
