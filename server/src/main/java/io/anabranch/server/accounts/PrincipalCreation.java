package io.anabranch.server.accounts;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept with an identity from elsewhere; it means nothing here. */
@Serdeable
record PrincipalCreation(@Nullable Map<String, String> settings) {}
