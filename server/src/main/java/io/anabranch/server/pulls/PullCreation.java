package io.anabranch.server.pulls;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A pull request to open. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PullCreation(
    @NotNull String title,
    @Nullable String description,
    @NotNull String sourceBranch,
    @NotNull String destinationBranch) {}
