package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** What the sign-on of this server offers. */
@Serdeable(naming = SnakeCaseStrategy.class)
record AuthCapabilities(boolean inviteUser, boolean forgotPassword) {}
