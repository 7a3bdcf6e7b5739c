package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A group to create. */
@Serdeable
record GroupCreation(@NotNull String id, @Nullable String description) {}
