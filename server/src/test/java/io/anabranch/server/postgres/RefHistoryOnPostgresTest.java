package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.firstCommit;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.contract.RefHistoryContract;
import io.anabranch.versioning.contract.Stores;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Triggers bear witness to every change of a ref, whatever statement makes it. */
final class RefHistoryOnPostgresTest extends RefHistoryContract {

  private static final String WITNESS =
      """
      CREATE TABLE witness (repository_id int, ref_kind text, ref_name text, old bytea, new bytea);
      CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_TABLE_NAME = 'repository' THEN
          INSERT INTO witness VALUES (coalesce(NEW.id, OLD.id), TG_TABLE_NAME,
            coalesce(NEW.name, OLD.name), NULL, NULL);
        ELSE
          INSERT INTO witness VALUES (coalesce(NEW.repository_id, OLD.repository_id),
            TG_TABLE_NAME, coalesce(NEW.name, OLD.name), OLD.commit_id, NEW.commit_id);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER seen AFTER INSERT OR DELETE OR UPDATE OF commit_id ON branch
        FOR EACH ROW EXECUTE FUNCTION witness();
      CREATE TRIGGER seen AFTER INSERT OR DELETE OR UPDATE OF commit_id ON tag
        FOR EACH ROW EXECUTE FUNCTION witness();
      CREATE TRIGGER seen AFTER INSERT OR DELETE OR UPDATE OF name ON repository
        FOR EACH ROW EXECUTE FUNCTION witness()
      """;

  /** The branches of a repository that is deleted go with it, without moves of their own. */
  private static final String SEEN =
      """
      SELECT repository_id, ref_kind, ref_name, old, new FROM witness w
      WHERE NOT (ref_kind = 'branch' AND new IS NULL
        AND NOT EXISTS (SELECT FROM repository r WHERE r.id = w.repository_id))
      """;

  private static final String RECORDED =
      """
      SELECT repository_id, ref_kind, ref_name, old_commit_id, new_commit_id FROM ref_change
      """;

  @RegisterExtension private static final PostgresStores STORES = new PostgresStores();

  @Override
  protected Stores stores() {
    return STORES;
  }

  @Override
  protected Instant now() {
    return database()
        .read(
            connection ->
                Sql.get(
                    connection, row -> Sql.instant(row, "now"), "SELECT clock_timestamp() AS now"));
  }

  private static Database database() {
    return STORES.migrated().database();
  }

  @BeforeAll
  static void watch() {
    var _ =
        database()
            .write(
                connection -> {
                  try (var statement = connection.createStatement()) {
                    return statement.execute(WITNESS);
                  }
                });
  }

  @AfterEach
  void whatWasSeenIsWhatWasRecorded() {
    assertThat(count(SEEN)).isPositive();
    assertThat(count("(%s) EXCEPT ALL (%s)".formatted(SEEN, RECORDED))).isZero();
    assertThat(count("(%s) EXCEPT ALL (%s)".formatted(RECORDED, SEEN))).isZero();
  }

  private static long count(String rows) {
    return database()
        .read(
            connection ->
                Sql.get(
                    connection,
                    row -> row.getLong(1),
                    "SELECT count(*) FROM (" + rows + ") counted"));
  }

  @Test
  void repositoriesComeAndGo() {
    var table = new RepositoryTable(database());
    Repository created = STORES.migrated().repository();
    Repository bare = newRepository();
    assertThat(table.createBare(MigratedDatabase.newRepository("other"), "someone")).isPresent();
    assertThat(
            table.create(
                new RepositoryTable.NewRepository(
                    created.name(), created.location(), "main", MigratedDatabase.NOW, false),
                firstCommit(),
                "someone"))
        .isEmpty();
    assertThat(newBranch(created, "side").name()).isEqualTo("side");
    assertThat(table.delete(created, "someone")).isTrue();
    assertThat(table.delete(created, "someone")).isFalse();
    assertThat(table.delete(bare, "someone")).isTrue();
  }

  @Test
  void movesHaveRisingTimesThoughTheClockIsSetBack() {
    Repository repository = STORES.migrated().repository();
    var _ =
        database()
            .write(
                connection ->
                    Sql.update(
                        connection,
                        "UPDATE branch SET moved_at = now() + interval '1 hour'"
                            + " WHERE repository_id = ?",
                        repository.id()));
    Instant ahead = now().plusSeconds(3500);
    for (int i = 0; i < 2; i++) {
      var branch = branch(repository, "main");
      assertThat(
              refs()
                  .moveHead(
                      repository,
                      branch,
                      branch.head(),
                      MigratedDatabase.commitId(7 + i),
                      List.of(),
                      CAUSE))
          .isTrue();
    }
    assertThat(refs().deleteBranch(repository, "main", CAUSE)).isTrue();
    var moves = history().list(repository, RefKind.BRANCH, "main", Long.MAX_VALUE, 3);
    assertThat(moves.getLast().time()).isAfter(ahead);
    assertThat(moves.get(1).time()).isAfter(moves.get(2).time());
    assertThat(moves.get(0).time()).isAfter(moves.get(1).time());
  }
}
