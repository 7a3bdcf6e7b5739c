package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What to copy. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ObjectCopyCreation(
    @NotNull String srcPath,
    @Nullable String srcRef,
    @Nullable Boolean force,
    @Nullable Boolean shallow) {}
