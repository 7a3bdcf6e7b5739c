package io.anabranch.server.branches;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Which commit to undo, and as seen from which of its parents: 0 for the only one. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RevertCreation(
    @NotNull String ref,
    @JsonProperty(value = "parent_number", required = true) int parentNumber,
    @Nullable @Valid CommitOverridesBody commitOverrides,
    @Nullable Boolean force,
    @Nullable Boolean allowEmpty) {}
