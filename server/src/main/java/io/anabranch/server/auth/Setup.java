package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** The first user, and optionally the key to give it. What else clients send is not kept. */
@Serdeable
record Setup(
    @NotBlank String username,
    @Nullable @Valid LoginInformation key,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String companyName,
    @Nullable Boolean featureUpdates,
    @Nullable Boolean securityUpdates) {}
