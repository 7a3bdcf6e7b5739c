package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * An access key to make.
 *
 * @param description what it is for
 * @param expirationDate seconds since 1970; null for a key without an end
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record KeyCreation(@Nullable String description, @Nullable Long expirationDate) {}
