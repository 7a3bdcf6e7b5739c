package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** A branch or tag and the commit it points to. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record RefBody(String id, String commitId) {}
