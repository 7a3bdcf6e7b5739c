package io.anabranch.server.auth.aws;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proof of an identity of AWS.
 *
 * @param tokenExpirationDuration seconds that the session is to last
 * @param identityRequest with the signed request as {@code identity_token}
 */
@Serdeable
record ExternalLogin(
    @JsonProperty("token_expiration_duration") @Nullable Integer tokenExpirationDuration,
    @JsonProperty("identityRequest") @NotNull Map<String, String> identityRequest) {

  @Override
  public String toString() {
    return "ExternalLogin[***]";
  }
}
