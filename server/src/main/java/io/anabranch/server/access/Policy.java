package io.anabranch.server.access;

import java.time.Instant;
import java.util.List;

/** Statements under a name, that users and groups are given. */
public record Policy(String id, Instant creationDate, List<Statement> statements) {

  public Policy {
    statements = List.copyOf(statements);
  }
}
