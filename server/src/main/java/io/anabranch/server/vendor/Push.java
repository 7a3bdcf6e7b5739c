package io.anabranch.server.vendor;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What to publish, and where. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Push(
    @NotNull @Valid LocalTable source,
    @NotNull @Valid RemoteTable destination,
    @Nullable Boolean forceUpdate,
    @Nullable Boolean createNamespace) {}
