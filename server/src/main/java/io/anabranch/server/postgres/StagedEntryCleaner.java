package io.anabranch.server.postgres;

import io.anabranch.server.postgres.SqlFailures.Effect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Drops what is retired: staged entries of areas that were committed, reset or deleted, and the
 * commits, tags and runs of actions of deleted repositories. Each server may run one; they share
 * the work.
 */
public final class StagedEntryCleaner {

  private static final int AREAS_AT_ONCE = 64;

  /** Autovacuum comes once a minute at best; staging many rows leaves as many dead ones. */
  private static final long DROPPED_ROWS_PER_VACUUM = 100_000;

  private static final String RETIRED_AREAS =
      """
      SELECT staging_token, repository_id, branch_name FROM retired_token
      ORDER BY staging_token LIMIT\s"""
          + AREAS_AT_ONCE;

  /**
   * When the lock has been had, whoever saw the branch before it was deleted is done. It falls at
   * once, because a new branch of that name may use it.
   */
  private static final String WAIT_FOR_WRITERS = "SELECT pg_advisory_xact_lock(7, ?)";

  private static final String DROP =
      """
      WITH dropped AS (
        SELECT staging_token FROM retired_token WHERE staging_token = ANY (?::bigint[])
        FOR UPDATE SKIP LOCKED),
      entries AS (
        DELETE FROM staged_entry e USING dropped d WHERE e.staging_token = d.staging_token
        RETURNING 1),
      tokens AS (
        DELETE FROM retired_token t USING dropped d WHERE t.staging_token = d.staging_token)
      SELECT (SELECT count(*) FROM dropped) AS areas, (SELECT count(*) FROM entries) AS rows
      """;

  private static final String DROP_REPOSITORY =
      """
      WITH dropped AS (
        SELECT repository_id FROM retired_repository LIMIT 1 FOR UPDATE SKIP LOCKED),
      commits AS (
        DELETE FROM commit c USING dropped d WHERE c.repository_id = d.repository_id),
      tags AS (
        DELETE FROM tag t USING dropped d WHERE t.repository_id = d.repository_id),
      runs AS (
        DELETE FROM action_run a USING dropped d WHERE a.repository_id = d.repository_id)
      DELETE FROM retired_repository r USING dropped d WHERE r.repository_id = d.repository_id
      """;

  private record RetiredArea(long stagingToken, Optional<BranchName> branch) {
    static RetiredArea map(ResultSet row) throws SQLException {
      String name = row.getString("branch_name");
      return new RetiredArea(
          row.getLong("staging_token"),
          name == null
              ? Optional.empty()
              : Optional.of(new BranchName(row.getInt("repository_id"), name)));
    }
  }

  private record Dropped(int areas, int rows) {}

  private final Database database;
  private long droppedSinceVacuum;

  public StagedEntryCleaner(Database database) {
    this.database = database;
  }

  /**
   * Drops all that is retired now. To be called by one thread at a time; what it is interrupted in,
   * or fails in, the next call takes up again.
   *
   * @return the number of staged entries dropped
   */
  public int cleanOnce() {
    try (Connection connection = database.openUnlimited()) {
      int rows = dropAreas(connection);
      while (Sql.update(connection, DROP_REPOSITORY) > 0) {}
      vacuumIfDue(connection, rows);
      return rows;
    } catch (SQLException e) {
      throw database.failure(e, Effect.NONE);
    }
  }

  private static int dropAreas(Connection connection) throws SQLException {
    int rows = 0;
    while (true) {
      List<RetiredArea> retired = Sql.list(connection, RetiredArea::map, RETIRED_AREAS);
      if (retired.isEmpty()) {
        return rows;
      }
      Dropped dropped = drop(connection, retired);
      rows += dropped.rows;
      if (dropped.areas < retired.size()) {
        return rows; // another server is at it
      }
    }
  }

  private static Dropped drop(Connection connection, List<RetiredArea> retired)
      throws SQLException {
    for (RetiredArea area : retired) {
      if (area.branch.isPresent()) {
        Sql.list(connection, row -> true, WAIT_FOR_WRITERS, area.branch.get().lock());
      }
    }
    long[] tokens = retired.stream().mapToLong(RetiredArea::stagingToken).toArray();
    return Sql.get(
        connection, row -> new Dropped(row.getInt("areas"), row.getInt("rows")), DROP, tokens);
  }

  private void vacuumIfDue(Connection connection, int rows) throws SQLException {
    droppedSinceVacuum += rows;
    if (droppedSinceVacuum < DROPPED_ROWS_PER_VACUUM) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (TRUNCATE off) staged_entry");
      droppedSinceVacuum = 0;
    }
  }
}
