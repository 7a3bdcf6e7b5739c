package io.anabranch.server.collection;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where to go on; from the beginning when there is no token. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UncommittedRequest(@Nullable String continuationToken) {}
