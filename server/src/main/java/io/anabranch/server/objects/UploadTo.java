package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Where to send a part. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UploadTo(String presignedUrl) {}
