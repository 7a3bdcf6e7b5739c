package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.StagingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes staged changes. Sealed areas never change, since a commit may be reading them: where one
 * is touched, the branch gets another area with what is left, and that commit then finds that the
 * branch has moved.
 */
final class StagingReset {

  private static final String LOCK = "SELECT pg_advisory_xact_lock(7, ?);\n";

  private static final String RESET_ALL =
      LOCK
          + """
          WITH named AS (
            SELECT b.id, b.staging_token, b.sealed_tokens FROM branch b
            WHERE b.repository_id = ? AND b.name = ?),
          swapped AS (
            UPDATE branch b SET staging_token = nextval('staging_token'), sealed_tokens = '{}'
            FROM named n WHERE b.id = n.id),
          retired AS (
            INSERT INTO retired_token (staging_token)
            SELECT unnest(n.staging_token || n.sealed_tokens) FROM named n
            ON CONFLICT DO NOTHING)
          SELECT EXISTS (SELECT FROM named)
          """;

  private static final String LOCK_BRANCH =
      LOCK
          + "SELECT"
          + BranchRow.COLUMNS
          + "FROM branch b WHERE b.repository_id = ? AND b.name = ? FOR UPDATE";

  private static final String IS_TOUCHED =
      """
      SELECT EXISTS (SELECT FROM staged_entry
        WHERE staging_token = ANY (?::bigint[]) AND path >= ? AND path < ?)
      """;

  private static final String DELETE =
      "DELETE FROM staged_entry WHERE staging_token = ? AND path >= ? AND path < ?";

  private static final String COPY_REST =
      """
      INSERT INTO staged_entry (staging_token, path, entry)
      SELECT ?, path, entry FROM (
        SELECT DISTINCT ON (path) path, entry FROM staged_entry
        WHERE staging_token = ANY (?::bigint[]) AND NOT (path >= ? AND path < ?)
        ORDER BY path, staging_token DESC) newest
      """;

  private static final String REPLACE_AREAS =
      """
      WITH swapped AS (
        UPDATE branch SET staging_token = nextval('staging_token'), sealed_tokens = ARRAY[?::bigint]
        WHERE id = ?)
      INSERT INTO retired_token (staging_token) SELECT unnest(?::bigint[])
      """;

  private StagingReset() {}

  /** One round trip. */
  static boolean all(Connection connection, BranchName name) throws SQLException {
    return Sql.get(
        connection,
        row -> row.getBoolean(1),
        RESET_ALL,
        name.lock(),
        name.repositoryId(),
        name.name());
  }

  /** In a transaction of the caller's. */
  static boolean range(Connection connection, BranchName name, String from, String to)
      throws SQLException {
    Optional<Branch> found =
        Sql.find(
            connection, BranchRow::map, LOCK_BRANCH, name.lock(), name.repositoryId(), name.name());
    if (found.isEmpty()) {
      return false;
    }
    Branch branch = found.get();
    if (isTouched(connection, branch.sealedTokens(), from, to)) {
      rewrite(connection, branch, from, to);
    } else {
      Sql.update(connection, DELETE, branch.stagingToken().value(), from, to);
    }
    return true;
  }

  private static boolean isTouched(
      Connection connection, List<StagingToken> areas, String from, String to) throws SQLException {
    return !areas.isEmpty()
        && Sql.get(
            connection, row -> row.getBoolean(1), IS_TOUCHED, BranchRow.values(areas), from, to);
  }

  private static void rewrite(Connection connection, Branch branch, String from, String to)
      throws SQLException {
    List<StagingToken> areas = new ArrayList<>(branch.sealedTokens());
    areas.addFirst(branch.stagingToken());
    long rest = Sql.get(connection, row -> row.getLong(1), "SELECT nextval('staging_token')");
    Sql.update(connection, COPY_REST, rest, BranchRow.values(areas), from, to);
    Sql.update(connection, REPLACE_AREAS, rest, branch.id(), BranchRow.values(areas));
  }
}
