package io.anabranch.server.refsdump;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a restore is. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryRestoreStatus(
    String id, boolean done, Instant updateTime, @Nullable String error) {}
