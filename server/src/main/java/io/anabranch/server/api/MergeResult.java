package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** The commit a merge made; empty when there were conflicts. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record MergeResult(String reference) {}
