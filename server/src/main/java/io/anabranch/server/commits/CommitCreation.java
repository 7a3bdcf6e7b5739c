package io.anabranch.server.commits;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a commit is to say; the date is in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommitCreation(
    @NotNull String message,
    @Nullable Map<String, String> metadata,
    @Nullable Long date,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean force) {}
