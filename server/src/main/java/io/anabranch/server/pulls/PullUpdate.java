package io.anabranch.server.pulls;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a pull request; what is absent stays.
 *
 * @param status {@code open}, {@code closed} or {@code merged}; the last merges nothing
 */
@Serdeable
record PullUpdate(@Nullable String status, @Nullable String title, @Nullable String description) {}
