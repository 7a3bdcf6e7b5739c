package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class TestDatabaseTest {

  @Test
  void databasesAreApartAndCopiesHoldWhatTheOriginalHeld() throws SQLException {
    try (var first = TestDatabase.create()) {
      execute(first, "CREATE TABLE t AS SELECT 1 AS n");
      try (var copy = first.copy();
          var second = TestDatabase.create()) {
        execute(copy, "INSERT INTO t VALUES (2)");
        assertThatThrownBy(() -> execute(second, "SELECT * FROM t"))
            .isInstanceOf(SQLException.class);
      }
      execute(first, "CREATE UNIQUE INDEX only_one ON t ((true))");
    }
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
