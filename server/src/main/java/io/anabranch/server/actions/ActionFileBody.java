package io.anabranch.server.actions;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;

/**
 * An action file that may not be in any repository.
 *
 * @param path names it in messages
 */
@Serdeable
record ActionFileBody(@NotNull String path, @NotNull String content) {}
