package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes that were put to a staging location, to be staged under a path. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StagingMetadata(
    @NotNull StagingLocation staging,
    @NotNull String checksum,
    @NotNull Long sizeBytes,
    @Nullable Map<String, @NotNull String> userMetadata,
    @Nullable String contentType,
    @Nullable Long mtime,
    @Nullable Boolean force) {}
