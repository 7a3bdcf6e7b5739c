package io.anabranch.server.imports;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;

/** One source and its destination. */
@Serdeable
record ImportLocation(@NotNull String type, @NotNull String path, @NotNull String destination) {}
