package io.anabranch.server.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A level of permission that older clients give groups.
 *
 * @param text as they write it
 * @param policies that a group of this level has: those of one of the four groups that are there
 *     from the start
 */
record AclLevel(String text, Set<String> policies) {

  private static final List<AclLevel> ALL =
      List.of(
          level("Read", "FSReadAll", "AuthManageOwnCredentials"),
          level("Write", "FSReadWriteAll", "AuthManageOwnCredentials", "RepoManagementReadAll"),
          level(
              "Super",
              "FSFullAccess",
              "AuthManageOwnCredentials",
              "RepoManagementReadAll",
              "StoresUseAll"),
          level(
              "Admin",
              "FSFullAccess",
              "AuthFullAccess",
              "RepoManagementFullAccess",
              "StoresFullAccess",
              "AuditReadAll",
              "QuotasFullAccess"));

  private static AclLevel level(String text, String... policies) {
    return new AclLevel(text, Set.of(policies));
  }

  static Optional<AclLevel> find(String text) {
    return ALL.stream().filter(level -> level.text.equals(text)).findFirst();
  }

  /** The level that exactly these policies come to. */
  static Optional<AclLevel> of(Collection<String> policies) {
    Set<String> held = Set.copyOf(policies);
    return ALL.stream().filter(level -> level.policies.equals(held)).findFirst();
  }

  static String names() {
    return ALL.stream().map(AclLevel::text).collect(Collectors.joining(", "));
  }
}
