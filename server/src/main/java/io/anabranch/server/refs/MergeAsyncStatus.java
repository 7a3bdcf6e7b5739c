package io.anabranch.server.refs;

import io.anabranch.server.api.MergeResult;
import io.anabranch.server.failures.ErrorBody;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an asynchronous merge is.
 *
 * @param statusCode the status the blocking call would have had, once the task is over
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record MergeAsyncStatus(
    String taskId,
    boolean completed,
    Instant updateTime,
    @Nullable ErrorBody error,
    @Nullable Integer statusCode,
    @Nullable MergeResult result) {}
