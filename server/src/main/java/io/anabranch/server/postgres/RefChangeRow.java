package io.anabranch.server.postgres;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of the table ref_change, as statements that move refs insert it and as it is read. */
final class RefChangeRow {

  /** What {@link #map} reads, of a table with the alias c. */
  static final String COLUMNS =
      " c.id, c.ref_kind, c.ref_name, c.old_commit_id, c.new_commit_id, c.operation, c.username,"
          + " c.message, c.change_time ";

  /** What a statement that selects the values itself inserts, in this order. */
  static final String INSERT =
      """
      INSERT INTO ref_change (repository_id, ref_kind, ref_name, old_commit_id, new_commit_id,
        change_time, repository, operation, username, message, position)
      """;

  /** The position of a new row. What changes before there is a sink need never be put in order. */
  static final String POSITION = "CASE WHEN NOT EXISTS (SELECT FROM event_sink) THEN 0 END";

  /** After a row of the table branch was last moved, whatever the clock says. */
  static final String MOVED_AT = "greatest(clock_timestamp(), moved_at + interval '1 microsecond')";

  private RefChangeRow() {}

  /**
   * Inserts a row for each of a table with the alias m, which has a repository_id; to be part of
   * the statement that moves the ref. Its last parameters are {@link #parameters}, after those of
   * the expressions.
   */
  static String insert(
      String kind, String name, String before, String after, String time, String from) {
    return INSERT
        + "SELECT m.repository_id, %s, %s, %s, %s, %s, ?::text, ?::text, ?::text, ?::text, %s"
            .formatted(kind, name, before, after, time, POSITION)
        + " FROM %s m".formatted(from);
  }

  static Object[] parameters(String repository, Cause cause) {
    return new Object[] {repository, cause.operation().text(), cause.user(), cause.message()};
  }

  static RefMove map(ResultSet row) throws SQLException {
    return new RefMove(
        row.getLong("id"),
        RefKind.of(row.getString("ref_kind")),
        row.getString("ref_name"),
        commitId(row, "old_commit_id"),
        commitId(row, "new_commit_id"),
        new Cause(
            Operation.of(row.getString("operation")),
            row.getString("username"),
            row.getString("message")),
        Sql.instant(row, "change_time"));
  }

  static @Nullable CommitId commitId(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : CommitIds.of(bytes);
  }
}
