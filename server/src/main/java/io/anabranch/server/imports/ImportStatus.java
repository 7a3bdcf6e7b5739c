package io.anabranch.server.imports;

import io.anabranch.server.api.CommitBody;
import io.anabranch.server.failures.ErrorBody;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is.
 *
 * @param completed whether it is over, and well: one that failed never is
 * @param metarangeId of the tree of what was imported alone
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ImportStatus(
    boolean completed,
    Instant updateTime,
    long ingestedObjects,
    @Nullable String metarangeId,
    @Nullable CommitBody commit,
    @Nullable ErrorBody error) {}
