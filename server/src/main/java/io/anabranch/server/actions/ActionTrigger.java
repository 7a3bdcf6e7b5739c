package io.anabranch.server.actions;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What is to run. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ActionTrigger(@NotNull String eventType, @Nullable String action) {}
