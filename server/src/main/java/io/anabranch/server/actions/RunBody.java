package io.anabranch.server.actions;

import io.anabranch.server.postgres.ActionRunTable.RunRow;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/** A run as the API has it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RunBody(
    String runId,
    String branch,
    Instant startTime,
    Instant endTime,
    String eventType,
    String status,
    String commitId) {

  static RunBody of(RunRow run) {
    return new RunBody(
        run.id(),
        run.branch(),
        run.startTime(),
        run.endTime(),
        run.eventType(),
        run.completed() ? "completed" : "failed",
        run.commitId());
  }
}
