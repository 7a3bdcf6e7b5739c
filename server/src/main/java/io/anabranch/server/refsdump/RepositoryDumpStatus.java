package io.anabranch.server.refsdump;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a dump is. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryDumpStatus(
    String id,
    boolean done,
    Instant updateTime,
    @Nullable String error,
    @Nullable RefsDumpBody refs) {}
