package io.anabranch.server.refs;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** The commits of a merge and their best common ancestor. */
@Serdeable(naming = SnakeCaseStrategy.class)
record FindMergeBaseResult(
    String sourceCommitId, String destinationCommitId, String baseCommitId) {}
