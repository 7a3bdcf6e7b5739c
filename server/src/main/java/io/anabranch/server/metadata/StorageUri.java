package io.anabranch.server.metadata;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Where something lies: a path below the storage namespace of the repository. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StorageUri(String location) {}
