package io.anabranch.server.branches;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Which commit to make once more, and as seen from which of its parents, the first being 1. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CherryPickCreation(
    @NotNull String ref,
    @Nullable Integer parentNumber,
    @Nullable @Valid CommitOverridesBody commitOverrides,
    @Nullable Boolean force) {}
