package io.anabranch.server.wiring;

import io.anabranch.server.access.Policy;
import io.anabranch.server.access.PolicyJson;
import io.anabranch.server.auth.Callers;
import io.anabranch.server.postgres.PolicyTable;
import java.util.List;

/** Policies of users from the database. */
final class DatabasePolicies implements Callers.Policies {

  private final PolicyTable table;

  DatabasePolicies(PolicyTable table) {
    this.table = table;
  }

  @Override
  public List<Policy> of(String userId) {
    return table.effective(userId).stream()
        .map(row -> new Policy(row.id(), row.creationDate(), PolicyJson.read(row.statements())))
        .toList();
  }
}
