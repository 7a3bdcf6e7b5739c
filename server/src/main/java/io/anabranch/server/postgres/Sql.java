package io.anabranch.server.postgres;

import io.anabranch.versioning.model.CommitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds parameters and reads rows. A text of several statements is one round trip and, in
 * autocommit, one transaction; the rows of its last statement are the ones read.
 */
final class Sql {

  /** One row to one value. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private Sql() {}

  static <T> List<T> list(
      Connection connection, RowMapper<T> mapper, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = lastRows(statement)) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(mapper.map(rows));
      }
      return values;
    }
  }

  static <T> Optional<T> find(
      Connection connection, RowMapper<T> mapper, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = lastRows(statement)) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** The single row of a statement that always has one. */
  static <T> T get(
      Connection connection, RowMapper<T> mapper, String sql, @Nullable Object... parameters)
      throws SQLException {
    return find(connection, mapper, sql, parameters).orElseThrow();
  }

  /** The number of rows that a single statement changed. */
  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(statement, parameters);
    return statement;
  }

  static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameterOf(parameters[i]));
    }
  }

  private static ResultSet lastRows(PreparedStatement statement) throws SQLException {
    statement.execute();
    ResultSet rows = statement.getResultSet();
    while (statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)) {
      rows = statement.getResultSet();
    }
    return rows;
  }

  /** Parameters one after the other; arrays of objects are taken apart. */
  static Object[] join(Object... parts) {
    List<Object> parameters = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Object[] several && several.getClass() == Object[].class) {
        parameters.addAll(List.of(several));
      } else {
        parameters.add(part);
      }
    }
    return parameters.toArray();
  }

  private static @Nullable Object parameterOf(@Nullable Object value) {
    return switch (value) {
      // Rounding up to microseconds could reach the next second, which is part of a commit's id.
      case Instant instant ->
          OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
      case CommitId id -> CommitIds.bytes(id);
      case null -> null;
      default -> value;
    };
  }

  /** Null as the column is. */
  static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
