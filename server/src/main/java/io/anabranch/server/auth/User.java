package io.anabranch.server.auth;

import java.time.Instant;

/** Who makes a request. Controllers take it as a parameter. */
public record User(String id, Instant creationDate) {}
