package io.anabranch.server.accounts;

import io.anabranch.server.postgres.CredentialTable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** An access key without its secret; creation date in seconds since 1970. */
@Serdeable(naming = SnakeCaseStrategy.class)
record CredentialsBody(String accessKeyId, long creationDate) {

  static CredentialsBody of(CredentialTable.Credential credential) {
    return new CredentialsBody(
        credential.accessKeyId(), credential.creationDate().getEpochSecond());
  }
}
