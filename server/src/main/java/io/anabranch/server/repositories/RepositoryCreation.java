package io.anabranch.server.repositories;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What a new repository is to be. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryCreation(
    @NotNull String name,
    @Nullable String storageId,
    @NotNull String storageNamespace,
    @Nullable String defaultBranch,
    @Nullable Boolean sampleData,
    @Nullable Boolean readOnly) {}
