package io.anabranch.server.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** A key, the one time its secret is shown. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record CredentialsWithSecret(String accessKeyId, String secretAccessKey, long creationDate) {

  @Override
  public String toString() {
    return "CredentialsWithSecret[accessKeyId=" + accessKeyId + ", secretAccessKey=***]";
  }
}
