package io.anabranch.server.accounts;

import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.postgres.GroupTable;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.server.postgres.UserTable;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;

/** Finds what requests name. Safe for use by many threads. */
@Singleton
final class Accounts {

  static final String USER = "user";
  static final String GROUP = "group";
  static final String POLICY = "policy";

  private final UserTable users;
  private final GroupTable groups;
  private final PolicyTable policies;

  Accounts(UserTable users, GroupTable groups, PolicyTable policies) {
    this.users = users;
    this.groups = groups;
    this.policies = policies;
  }

  /**
   * @throws FailureException NotFound
   */
  UserTable.User user(String id) {
    return users.find(id).orElseThrow(() -> AccountNames.notFound(USER, id));
  }

  /**
   * @throws FailureException NotFound
   */
  GroupTable.Group group(String id) {
    return groups.find(id).orElseThrow(() -> AccountNames.notFound(GROUP, id));
  }

  /**
   * @throws FailureException NotFound
   */
  PolicyTable.Policy policy(String id) {
    return policies.find(id).orElseThrow(() -> AccountNames.notFound(POLICY, id));
  }
}
