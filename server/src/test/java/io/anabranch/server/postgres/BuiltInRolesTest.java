package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Circumstances;
import io.anabranch.server.access.Effect;
import io.anabranch.server.access.Policy;
import io.anabranch.server.access.PolicyJson;
import io.anabranch.server.access.Resource;
import io.anabranch.server.access.Rights;
import io.anabranch.server.access.Statement;
import io.anabranch.server.postgres.PolicyTable.Holder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every action on every kind of resource by every role, at the one place where it is decided: the
 * four groups that are there from the start, a path prefix, and a deny among all rights.
 */
final class BuiltInRolesTest {

  private static final Circumstances ADA = new Circumstances("ada", null, "");
  private static final String REPOSITORY = "arn:lakefs:fs:::repository/lake";

  private static final Map<String, Resource> RESOURCES =
      Map.ofEntries(
          Map.entry("all", Resource.ALL),
          Map.entry("repository", Resource.repository("lake")),
          Map.entry("branch", Resource.branch("lake", "main")),
          Map.entry("tag", Resource.tag("lake", "v1")),
          Map.entry("object within", Resource.object("lake", "open/a")),
          Map.entry("object beside", Resource.object("lake", "secret/a")),
          Map.entry("objects within", Resource.objects("lake", "open/")),
          Map.entry("objects", Resource.objects("lake", "")),
          Map.entry("namespace", Resource.namespace("s3://bucket/lake")),
          Map.entry("oneself", Resource.user("ada")),
          Map.entry("user", Resource.user("bob")),
          Map.entry("group", Resource.group("Admins")),
          Map.entry("policy", Resource.policy("FSReadAll")),
          Map.entry("store", Resource.store("hot")));

  private static final Set<Action> OWN_KEYS =
      EnumSet.of(
          Action.CREATE_CREDENTIALS,
          Action.DELETE_CREDENTIALS,
          Action.LIST_CREDENTIALS,
          Action.READ_CREDENTIALS);

  private static final Set<Action> READING =
      EnumSet.of(
          Action.READ_REPOSITORY,
          Action.LIST_REPOSITORIES,
          Action.READ_OBJECT,
          Action.LIST_OBJECTS,
          Action.READ_COMMIT,
          Action.LIST_COMMITS,
          Action.READ_BRANCH,
          Action.LIST_BRANCHES,
          Action.READ_TAG,
          Action.LIST_TAGS,
          Action.READ_CONFIG,
          Action.READ_PULL_REQUEST,
          Action.LIST_PULL_REQUESTS);

  private static final Set<Action> WRITING =
      EnumSet.of(
          Action.WRITE_OBJECT,
          Action.DELETE_OBJECT,
          Action.REVERT_BRANCH,
          Action.CREATE_BRANCH,
          Action.DELETE_BRANCH,
          Action.CREATE_TAG,
          Action.DELETE_TAG,
          Action.CREATE_COMMIT,
          Action.WRITE_PULL_REQUEST);

  private static final Set<Action> LOOKING_AFTER =
      EnumSet.of(Action.READ_ACTION, Action.GET_COLLECTION_RULES, Action.GET_BRANCH_PROTECTION);

  private static final Set<Action> MANAGING =
      EnumSet.of(
          Action.CREATE_REPOSITORY,
          Action.UPDATE_REPOSITORY,
          Action.DELETE_REPOSITORY,
          Action.ATTACH_STORAGE_NAMESPACE,
          Action.IMPORT_FROM_STORAGE,
          Action.IMPORT_CANCEL);

  private static final Set<Action> USING_STORES =
      EnumSet.of(Action.USE_STORE, Action.LIST_STORES, Action.READ_STORE, Action.READ_STORE_HEALTH);

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final PolicyTable policies = new PolicyTable(migrated.database());
  private final GroupTable groups = new GroupTable(migrated.database());

  @AfterEach
  void close() {
    migrated.close();
  }

  @Test
  void everyRoleMayExactlyWhatItShould() {
    check("Admins", (_, _) -> true);
    check(
        "SuperUsers",
        (action, kind) ->
            READING.contains(action)
                || WRITING.contains(action)
                || LOOKING_AFTER.contains(action)
                || MANAGING.contains(action)
                || USING_STORES.contains(action)
                || isOwnKey(action, kind));
    check(
        "Developers",
        (action, kind) ->
            READING.contains(action)
                || WRITING.contains(action)
                || LOOKING_AFTER.contains(action)
                || isOwnKey(action, kind));
    check("Viewers", (action, kind) -> READING.contains(action) || isOwnKey(action, kind));
  }

  private static boolean isOwnKey(Action action, String kind) {
    return OWN_KEYS.contains(action) && kind.equals("oneself");
  }

  @Test
  void aPrefixAndADenyCutOutWhatTheySay() {
    var prefix = new Statement(Effect.ALLOW, List.of("*"), REPOSITORY + "/object/open/*");
    check(
        "prefix",
        List.of(new Policy("p", Instant.EPOCH, List.of(prefix))),
        (_, kind) -> kind.endsWith("within"));
    var everything = new Statement(Effect.ALLOW, List.of("*"), "*");
    var deny = new Statement(Effect.DENY, List.of("fs:*Object"), REPOSITORY + "/object/secret/*");
    Set<Action> denied = EnumSet.of(Action.READ_OBJECT, Action.WRITE_OBJECT, Action.DELETE_OBJECT);
    check(
        "deny",
        List.of(new Policy("p", Instant.EPOCH, List.of(everything, deny))),
        (action, kind) ->
            !denied.contains(action) || !Set.of("object beside", "objects").contains(kind));
  }

  private void check(String group, BiPredicate<Action, String> expected) {
    List<Policy> held =
        policies.listOf(Holder.GROUP, group, "", "", 100).stream()
            .map(row -> new Policy(row.id(), row.creationDate(), PolicyJson.read(row.statements())))
            .toList();
    check(group, held, expected);
  }

  private static void check(String role, List<Policy> held, BiPredicate<Action, String> expected) {
    Rights rights = Rights.of("ada", held);
    List<String> wrong = new ArrayList<>();
    for (Action action : Action.values()) {
      RESOURCES.forEach(
          (kind, resource) -> {
            boolean may = rights.decide(action, resource, ADA).isAllowed();
            if (may != expected.test(action, kind)) {
              wrong.add(action.text() + " on " + kind + " is " + may);
            }
          });
    }
    assertThat(wrong).as(role).isEmpty();
  }

  @Test
  void rightsComeThroughGroupsAndGoWithThem() {
    UserTable users = new UserTable(migrated.database());
    CredentialTable keys = new CredentialTable(migrated.database());
    for (String name : List.of("ada", "bob")) {
      users.create(new UserTable.User(name, MigratedDatabase.NOW));
      keys.create(
          new CredentialTable.Credential(
              "key-" + name, name, new EncryptedSecret(new byte[1]), MigratedDatabase.NOW));
    }
    long version = policies.version();
    assertThat(groups.addMember("Admins", "ada")).isEqualTo(AccessOutcome.DONE);
    assertThat(groups.addMember("Admins", "ada")).isEqualTo(AccessOutcome.NOTHING);
    assertThat(groups.addMember("Admins", "nobody")).isEqualTo(AccessOutcome.MISSING);
    assertThat(policies.version()).isGreaterThan(version);
    assertThat(ids(policies.effective("ada"))).contains("AuthFullAccess").hasSize(6);
    assertThat(policies.attach(Holder.USER, "ada", "FSFullAccess")).isEqualTo(AccessOutcome.DONE);
    assertThat(ids(policies.effective("ada"))).hasSize(6);
    assertThat(ids(policies.listEffective("ada", "", "AuthFullAccess", 2)))
        .containsExactly("FSFullAccess", "QuotasFullAccess");
    assertThat(ids(policies.listEffective("ada", "Repo", "", 2)))
        .containsExactly("RepoManagementFullAccess");

    assertThat(users.delete("ada")).isEqualTo(AccessOutcome.LAST_ADMINISTRATOR);
    assertThat(keys.delete("ada", "key-ada")).isEqualTo(AccessOutcome.LAST_ADMINISTRATOR);
    assertThat(groups.delete("Admins")).isEqualTo(AccessOutcome.LAST_ADMINISTRATOR);
    assertThat(ids(policies.effective("ada"))).as("nothing has changed").hasSize(6);
    assertThat(policies.attach(Holder.USER, "bob", "AuthFullAccess")).isEqualTo(AccessOutcome.DONE);
    assertThat(groups.delete("Admins")).isEqualTo(AccessOutcome.DONE);
    assertThat(ids(policies.effective("ada"))).containsExactly("FSFullAccess");
    assertThat(keys.delete("bob", "key-bob")).isEqualTo(AccessOutcome.LAST_ADMINISTRATOR);
    assertThat(policies.exchange("Viewers", List.of("FSReadAll", "none")))
        .isEqualTo(AccessOutcome.MISSING);
    assertThat(policies.idsOfGroup("Viewers")).hasSize(2);
    assertThat(policies.exchange("Viewers", List.of("FSReadAll"))).isEqualTo(AccessOutcome.DONE);
    assertThat(policies.idsOfGroup("Viewers")).containsExactly("FSReadAll");
  }

  @Test
  void whoCouldSignInBeforeIsAnAdministrator() {
    try (TestDatabase before = TestDatabase.create();
        Database upgraded = new Database(MigratedDatabase.settings(before.jdbcUrl(), before))) {
      Flyway.configure()
          .dataSource(before.jdbcUrl(), before.user(), before.password())
          .locations("classpath:io/anabranch/migrations")
          .target("7")
          .placeholderReplacement(false)
          .load()
          .migrate();
      new UserTable(upgraded).create(new UserTable.User("ada", MigratedDatabase.NOW));
      upgraded.migrate();
      assertThat(new GroupTable(upgraded).members("Admins", "", "", 10))
          .containsExactly(new UserTable.User("ada", MigratedDatabase.NOW));
      assertThat(ids(new PolicyTable(upgraded).effective("ada"))).contains("AuthFullAccess");
    }
  }

  private static List<String> ids(List<PolicyTable.Policy> policies) {
    return policies.stream().map(PolicyTable.Policy::id).toList();
  }
}
