package io.anabranch.server.vendor;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What to take over, and where to. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Pull(
    @NotNull @Valid RemoteTable source,
    @NotNull @Valid LocalTable destination,
    @Nullable Boolean forceUpdate,
    @Nullable Boolean createNamespace) {}
