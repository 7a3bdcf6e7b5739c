package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where to put an object's bytes. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StagingLocation(
    String physicalAddress, @Nullable String presignedUrl, @Nullable Long presignedUrlExpiry) {}
