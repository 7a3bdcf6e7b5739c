package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;

/** The address that an upload in parts was begun for. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UploadAddress(@NotNull String physicalAddress) {}
