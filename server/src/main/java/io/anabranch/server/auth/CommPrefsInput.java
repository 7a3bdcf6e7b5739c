package io.anabranch.server.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Preferences that clients of the field may send; none is kept. */
@Serdeable
record CommPrefsInput(
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String companyName,
    @JsonProperty("featureUpdates") @NotNull Boolean featureUpdates,
    @JsonProperty("securityUpdates") @NotNull Boolean securityUpdates) {}
