package io.anabranch.server.failures;

import io.micronaut.serde.annotation.Serdeable;

/** The body of every 4xx and 5xx answer: {@code {"message": "…"}}. */
@Serdeable
public record ErrorBody(String message) {}
