package io.anabranch.server.accounts;

import io.anabranch.server.postgres.PrincipalTable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;

/** An identity from elsewhere and the user it stands for. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PrincipalBody(String id, String userId, Map<String, String> settings) {

  static PrincipalBody of(PrincipalTable.Principal principal) {
    return new PrincipalBody(principal.id(), principal.username(), principal.settings());
  }
}
