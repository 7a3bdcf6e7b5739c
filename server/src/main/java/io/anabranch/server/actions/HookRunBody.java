package io.anabranch.server.actions;

import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.HookState;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/** A hook of a run as the API has it: one that was left out has failed, in its words. */
@Serdeable(naming = SnakeCaseStrategy.class)
record HookRunBody(
    String hookRunId,
    String action,
    String hookId,
    Instant startTime,
    Instant endTime,
    String status) {

  static HookRunBody of(HookRow hook) {
    return new HookRunBody(
        hook.id(),
        hook.action(),
        hook.hookId(),
        hook.startTime(),
        hook.endTime(),
        hook.state() == HookState.COMPLETED ? "completed" : "failed");
  }
}
