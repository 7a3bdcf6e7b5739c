package io.anabranch.server.repositories;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A repository on the wire; creation date in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryBody(
    String id,
    long creationDate,
    String defaultBranch,
    String storageId,
    String storageNamespace,
    @Nullable Boolean readOnly) {}
