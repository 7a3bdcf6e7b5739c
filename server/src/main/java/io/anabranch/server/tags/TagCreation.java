package io.anabranch.server.tags;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What a new tag is to point to. */
@Serdeable(naming = SnakeCaseStrategy.class)
record TagCreation(@NotNull String id, @NotNull String ref, @Nullable Boolean force) {}
