package io.anabranch.server.commits;

import io.anabranch.server.api.CommitBody;
import io.anabranch.server.failures.ErrorBody;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an asynchronous commit is.
 *
 * @param statusCode the status the blocking call would have had, once the task is over
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommitAsyncStatus(
    String taskId,
    boolean completed,
    Instant updateTime,
    @Nullable ErrorBody error,
    @Nullable Integer statusCode,
    @Nullable CommitBody result) {}
