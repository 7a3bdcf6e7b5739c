package io.anabranch.server.branches;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Which uncommitted changes to drop: `object`, `common_prefix` (with a path) or `reset` (all). */
@Serdeable(naming = SnakeCaseStrategy.class)
record ResetCreation(@NotNull String type, @Nullable String path, @Nullable Boolean force) {}
