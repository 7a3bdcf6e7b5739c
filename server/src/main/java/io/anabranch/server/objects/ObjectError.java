package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Why one path could not be deleted. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ObjectError(int statusCode, String message, @Nullable String path) {}
