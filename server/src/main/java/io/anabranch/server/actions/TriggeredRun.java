package io.anabranch.server.actions;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** A run that is not over yet. */
@Serdeable(naming = SnakeCaseStrategy.class)
record TriggeredRun(String runId) {}
