package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;

/** A level of permission. */
@Serdeable
record AclBody(@NotNull String permission) {}
