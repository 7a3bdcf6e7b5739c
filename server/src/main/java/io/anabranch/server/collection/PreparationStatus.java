package io.anabranch.server.collection;

import io.anabranch.server.failures.ErrorBody;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the listing of commits is. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PreparationStatus(
    String taskId,
    boolean completed,
    Instant updateTime,
    @Nullable PreparedCommitsBody result,
    @Nullable ErrorBody error) {}
