package io.anabranch.server.clones;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a clone is; see the API document. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CloneStatus(
    String id,
    boolean done,
    Instant updateTime,
    long objects,
    @Nullable Long copiedObjects,
    @Nullable Long bytes,
    @Nullable String error) {}
