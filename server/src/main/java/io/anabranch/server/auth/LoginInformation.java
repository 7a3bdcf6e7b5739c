package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotBlank;

/** An access key and its secret. */
@Serdeable(naming = SnakeCaseStrategy.class)
record LoginInformation(@NotBlank String accessKeyId, @NotBlank String secretAccessKey) {

  @Override
  public String toString() {
    return "LoginInformation[accessKeyId=" + accessKeyId + ", secretAccessKey=***]";
  }
}
