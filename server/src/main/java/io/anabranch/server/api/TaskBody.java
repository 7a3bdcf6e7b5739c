package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;

/** The task that was accepted, to be asked for until it is over. */
@Serdeable
public record TaskBody(String id) {}
