package io.anabranch.server.refs;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to merge. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Merge(
    @Nullable String message,
    @Nullable Map<String, String> metadata,
    @Nullable String strategy,
    @Nullable Boolean force,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean squashMerge) {}
