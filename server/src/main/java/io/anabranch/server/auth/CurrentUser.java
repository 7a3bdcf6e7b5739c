package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Who is signed in. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CurrentUser(UserBody user) {}
