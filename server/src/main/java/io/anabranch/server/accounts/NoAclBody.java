package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Why a group has no level of permission. */
@Serdeable(naming = SnakeCaseStrategy.class)
record NoAclBody(String message, boolean noAcl) {}
