package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry for bytes that are in the store already; mtime in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ObjectStageCreation(
    @NotNull String physicalAddress,
    @NotNull String checksum,
    @NotNull Long sizeBytes,
    @Nullable Long mtime,
    @Nullable Map<String, @NotNull String> metadata,
    @Nullable String contentType,
    @Nullable Boolean force) {}
