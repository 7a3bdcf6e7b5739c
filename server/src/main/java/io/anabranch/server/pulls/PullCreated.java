package io.anabranch.server.pulls;

import io.micronaut.serde.annotation.Serdeable;

/** The pull request that was opened. */
@Serdeable
record PullCreated(String id) {}
