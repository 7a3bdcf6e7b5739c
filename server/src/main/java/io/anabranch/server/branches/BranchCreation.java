package io.anabranch.server.branches;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What a new branch is to be. */
@Serdeable(naming = SnakeCaseStrategy.class)
record BranchCreation(
    @NotNull String name,
    @NotNull String source,
    @Nullable Boolean force,
    @Nullable Boolean hidden) {}
