package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where to write what a check writes. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreCheckInput(@Nullable String storageNamespace) {}
