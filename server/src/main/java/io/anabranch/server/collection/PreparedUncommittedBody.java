package io.anabranch.server.collection;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where a run finds the addresses that uncommitted changes use, and where to go on. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PreparedUncommittedBody(
    String runId, String gcUncommittedLocation, @Nullable String continuationToken) {}
