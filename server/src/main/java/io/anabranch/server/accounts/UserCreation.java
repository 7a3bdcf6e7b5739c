package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A user to create; nobody is invited, as this server sends no mail. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UserCreation(@NotNull String id, @Nullable Boolean inviteUser) {}
