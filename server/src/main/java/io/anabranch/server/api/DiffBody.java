package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One difference on the wire.
 *
 * @param type {@code added}, {@code removed}, {@code changed}, {@code conflict} or {@code
 *     prefix_changed}
 * @param sizeBytes of the right side; 0 when it has none; absent for a common prefix
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record DiffBody(
    String type,
    String path,
    String pathType,
    @Nullable Long sizeBytes,
    @Nullable DiffObjectStat right) {}
