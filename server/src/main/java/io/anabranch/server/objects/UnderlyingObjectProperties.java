package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** What the store says of an object beyond its bytes. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UnderlyingObjectProperties(@Nullable String storageClass) {}
