package io.anabranch.server.quotas;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Limits to set; what is not given is not limited.
 *
 * @param usedBytes what to count from; left as it is when it is not given
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record QuotaInput(
    @Nullable @Min(0) Long bytes,
    @Nullable @Min(0) Long objects,
    @Nullable @Min(1) @Max(1_000_000) Integer requestsPerSecond,
    @Nullable @Min(0) Long usedBytes,
    @Nullable @Min(0) Long usedObjects) {}
