package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.CredentialTable.Credential;
import io.anabranch.server.postgres.InstallationTable.Installation;
import io.anabranch.server.postgres.StoreTable.RecordedStore;
import io.anabranch.server.postgres.UserTable.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccountTablesTest {

  private static final Instant NOW = MigratedDatabase.NOW;

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final UserTable users = new UserTable(migrated.database());
  private final CredentialTable credentials = new CredentialTable(migrated.database());

  @AfterEach
  void close() {
    migrated.close();
  }

  private static Credential credential(String id, String username) {
    return new Credential(id, username, new EncryptedSecret(new byte[] {1, 2, 3}), NOW);
  }

  @Test
  void usersAndTheirCredentials() {
    assertThat(users.create(new User("ada", NOW))).isTrue();
    assertThat(users.create(new User("ada", NOW))).isFalse();
    users.create(new User("bob", NOW));
    assertThat(credentials.create(credential("AKIA2", "ada"))).isTrue();
    assertThat(credentials.create(credential("AKIA1", "ada"))).isTrue();
    assertThat(credentials.create(credential("AKIA1", "bob"))).as("taken").isFalse();
    assertThat(credentials.create(credential("AKIA3", "none"))).as("no such user").isFalse();

    Credential found = credentials.find("AKIA1").orElseThrow();
    assertThat(found.username()).isEqualTo("ada");
    assertThat(found.secret().bytes()).containsExactly(1, 2, 3);
    assertThat(found.toString()).doesNotContain("1, 2");
    assertThat(credentials.list("ada", "AKIA", "AKIA1", 10).stream().map(Credential::accessKeyId))
        .containsExactly("AKIA2");
    assertThat(users.list("", "ada", 10)).containsExactly(new User("bob", NOW));
    assertThat(credentials.delete("bob", "AKIA1")).isEqualTo(AccessOutcome.NOTHING);
    assertThat(credentials.delete("ada", "AKIA1")).isEqualTo(AccessOutcome.DONE);
    assertThat(users.delete("ada")).isEqualTo(AccessOutcome.DONE);
    assertThat(users.find("ada")).isEmpty();
    assertThat(credentials.find("AKIA2")).isEmpty();
  }

  @Test
  void exactlyOneOfManySetupsWins() throws Exception {
    try (Database other = migrated.open()) {
      List<Installation> found =
          Together.run(
              6,
              i ->
                  new InstallationTable(i % 2 == 0 ? migrated.database() : other)
                      .findOrCreate("id" + i, NOW));
      assertThat(found.stream().distinct()).hasSize(1);
      assertThat(found.getFirst().setupDate()).isEmpty();

      List<Boolean> won =
          Together.run(
              12,
              i ->
                  new InstallationTable(i % 2 == 0 ? migrated.database() : other)
                      .setUp(new User("admin" + i, NOW), credential("AKIA" + i, "admin" + i), NOW));

      String winner = "admin" + won.indexOf(true);
      assertThat(won).containsOnlyOnce(true);
      assertThat(users.list("", "", 10)).containsExactly(new User(winner, NOW));
      assertThat(new GroupTable(other).members("Admins", "", "", 10))
          .containsExactly(new User(winner, NOW));
      assertThat(credentials.list(winner, "", "", 10)).hasSize(1);
      assertThat(new InstallationTable(other).findOrCreate("late", NOW))
          .isEqualTo(new Installation(found.getFirst().id(), NOW, Optional.of(NOW)));
    }
  }

  @Test
  void aStoreIsMovedOnlyFromWhereItIs() {
    StoreTable stores = new StoreTable(migrated.database());

    var one = new RecordedStore("new", "s3:https://one");

    assertThat(stores.add(one)).isTrue();
    assertThat(stores.add(new RecordedStore("new", "s3:https://two"))).isFalse();
    assertThat(stores.list()).contains(one);
    assertThat(stores.move(one, "s3:https://two")).isTrue();
    assertThat(stores.move(one, "s3:https://three")).isFalse();
    assertThat(stores.list()).contains(new RecordedStore("new", "s3:https://two"));
  }
}
