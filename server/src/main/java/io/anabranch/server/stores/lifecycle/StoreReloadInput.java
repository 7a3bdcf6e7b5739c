package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** How to reload. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreReloadInput(@Nullable Boolean dryRun) {}
