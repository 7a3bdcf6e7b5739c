package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.CAUSE;
import static io.anabranch.server.postgres.MigratedDatabase.commitId;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.Branch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that has repositories when their history begins. */
class HistoryOfBeforeTest {

  private static final String ROWS =
      """
      INSERT INTO store (id, location) VALUES ('', 'mem:');
      INSERT INTO repository
        (name, storage_id, storage_namespace, default_branch, creation_date, read_only)
      VALUES ('old', '', 'local://data', 'main', now(), false);
      INSERT INTO branch (repository_id, name, commit_id)
      SELECT id, 'main', decode(repeat('01', 32), 'hex') FROM repository;
      INSERT INTO tag (repository_id, name, commit_id)
      SELECT id, 'v1', decode(repeat('01', 32), 'hex') FROM repository
      """;

  @Test
  void refsThatAreThereAreFound() throws Exception {
    try (var old = TestDatabase.create()) {
      migrateTo12(old);
      try (var database = new Database(MigratedDatabase.settings(old.jdbcUrl(), old))) {
        database.migrate();
        check(database);
      }
    }
  }

  private static void migrateTo12(TestDatabase old) throws SQLException {
    Flyway.configure()
        .dataSource(old.jdbcUrl(), old.user(), old.password())
        .locations("classpath:io/anabranch/migrations")
        .target("12")
        .placeholderReplacement(false)
        .load()
        .migrate();
    try (Connection connection = old.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(ROWS);
    }
  }

  private static void check(Database database) {
    var repository = new RepositoryTable(database).find("old").orElseThrow();
    var refs = new PostgresRefStore(database);
    var history = new PostgresRefHistory(database);
    Branch main = refs.findBranch(repository, "main").orElseThrow();
    RefMove found = history.findPrior(repository, "main", 0).orElseThrow();
    assertThat(found.cause().operation()).isEqualTo(Operation.FOUND);
    assertThat(found.before()).isNull();
    assertThat(found.after()).isEqualTo(main.head());
    assertThat(history.list(repository, RefKind.TAG, "v1", Long.MAX_VALUE, 2)).hasSize(1);
    assertThat(history.list(repository, RefKind.REPOSITORY, "old", Long.MAX_VALUE, 2)).hasSize(1);
    assertThat(refs.moveHead(repository, main, main.head(), commitId(2), List.of(), CAUSE))
        .isTrue();
    RefMove moved = history.findPrior(repository, "main", 0).orElseThrow();
    assertThat(moved.before()).isEqualTo(main.head());
    assertThat(moved.time()).isAfter(found.time());
    assertThat(history.findLast(repository, "main", found.time())).contains(found);
  }
}
