package io.anabranch.server.postgres;

import io.anabranch.server.postgres.SqlFailures.Effect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Forgets moves of refs that are too old. Each server may run one. What stays: the last move of
 * each ref that is there, since that tells what it was when the retention begins, and what a sink
 * has not been told. Sinks that no server has known for as long are forgotten first.
 */
public final class RefHistoryCleaner {

  private static final int AT_ONCE = 5_000;

  private static final String FORGET_SINKS =
      "DELETE FROM event_sink WHERE lease_end < now() - make_interval(secs => ?)";

  /** A deletion goes after all that it ended: what it leaves would look as if it were there. */
  private static final String FORGET =
      """
      WITH looked AS MATERIALIZED (
        SELECT id, repository_id, ref_kind, ref_name, new_commit_id, change_time, position,
          change_time < now() - make_interval(secs => ?) AS old
        FROM ref_change WHERE id > ? ORDER BY id LIMIT %d),
      forgotten AS (
        DELETE FROM ref_change c USING looked o
        WHERE c.id = o.id AND o.old
          AND NOT EXISTS (SELECT FROM event_sink s
            WHERE o.position IS NULL OR o.position > s.position)
          AND (NOT EXISTS (SELECT FROM repository r WHERE r.id = o.repository_id)
            OR EXISTS (SELECT FROM ref_change l
              WHERE l.repository_id = o.repository_id AND l.ref_kind = o.ref_kind
                AND l.ref_name = o.ref_name
                AND (l.change_time, l.id) > (o.change_time, o.id)
                AND l.change_time < now() - make_interval(secs => ?))
            OR (o.ref_kind <> 'repository' AND o.new_commit_id IS NULL
              AND NOT EXISTS (SELECT FROM ref_change e
                WHERE e.repository_id = o.repository_id AND e.ref_kind = o.ref_kind
                  AND e.ref_name = o.ref_name
                  AND (e.change_time, e.id) < (o.change_time, o.id))))
        RETURNING 1)
      SELECT coalesce(max(id), 0) AS last, coalesce(bool_and(old), false) AND count(*) = %d AS more,
        (SELECT count(*) FROM forgotten) AS forgotten
      FROM looked
      """
          .formatted(AT_ONCE, AT_ONCE);

  private record Batch(long last, boolean more, int forgotten) {
    static Batch map(ResultSet row) throws SQLException {
      return new Batch(row.getLong("last"), row.getBoolean("more"), row.getInt("forgotten"));
    }
  }

  private final Database database;
  private final double seconds;

  public RefHistoryCleaner(Database database, Duration retention) {
    this.database = database;
    this.seconds = retention.toSeconds();
  }

  /**
   * Forgets all that is too old now. What it is interrupted in, or fails in, the next call takes up
   * again.
   *
   * @return the number of moves forgotten
   */
  public int cleanOnce() {
    try (Connection connection = database.openUnlimited()) {
      Sql.update(connection, FORGET_SINKS, seconds);
      int forgotten = 0;
      Batch batch = new Batch(0, true, 0);
      while (batch.more && !Thread.currentThread().isInterrupted()) {
        batch = Sql.get(connection, Batch::map, FORGET, seconds, batch.last, seconds);
        forgotten += batch.forgotten;
      }
      return forgotten;
    } catch (SQLException e) {
      throw database.failure(e, Effect.NONE);
    }
  }
}
