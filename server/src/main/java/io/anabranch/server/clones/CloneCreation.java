package io.anabranch.server.clones;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;

/** Where to: the name of a bare repository. */
@Serdeable
record CloneCreation(@NotNull String target) {}
