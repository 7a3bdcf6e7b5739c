package io.anabranch.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Background tasks. A running one belongs to a server, which renews its leases; all times are those
 * of the database. A task ends once: whoever comes later changes nothing. Safe for use by many
 * threads.
 */
public final class TaskTable {

  /** A task that begins to run. */
  public record NewTask(String id, int repositoryId, String kind) {}

  /**
   * How a task ended.
   *
   * @param errorCode null when it succeeded, as is the error
   * @param result empty unless it succeeded
   */
  public record Ending(
      @Nullable String errorCode, @Nullable String error, Map<String, String> result) {

    public static Ending succeeded(Map<String, String> result) {
      return new Ending(null, null, result);
    }

    public static Ending failed(String errorCode, String error) {
      return new Ending(errorCode, error, Map.of());
    }
  }

  /**
   * A task as recorded.
   *
   * @param progress how much it has done
   * @param ending null while it runs
   */
  public record TaskRow(Instant updateTime, long progress, @Nullable Ending ending) {}

  private static final String START =
      """
      INSERT INTO task (id, repository_id, kind, state, server_id, lease_end)
      VALUES (?, ?, ?, 'running', ?, now() + make_interval(secs => ?))
      """;

  private static final String FIND =
      """
      SELECT state, error_code, error, result, progress, update_time FROM task
      WHERE id = ? AND repository_id = ? AND kind = ?
      """;

  private static final String END =
      """
      UPDATE task SET state = ?, error_code = ?, error = ?, result = ?::jsonb, update_time = now()
      WHERE id = ? AND state = 'running'
      """;

  private static final String ADVANCE =
      """
      UPDATE task SET progress = ?, irrevocable = irrevocable OR ?, update_time = now()
      WHERE id = ? AND state = 'running'
      """;

  private static final String CANCEL =
      """
      UPDATE task SET state = 'failed', error_code = ?, error = ?, update_time = now()
      WHERE id = ? AND repository_id = ? AND kind = ? AND state = 'running' AND NOT irrevocable
      """;

  private static final String RENEW =
      """
      UPDATE task SET lease_end = now() + make_interval(secs => ?), update_time = now()
      WHERE server_id = ? AND state = 'running'
      """;

  private static final String FAIL_ABANDONED =
      """
      UPDATE task SET state = 'failed', error_code = ?, error = ?, update_time = now()
      WHERE state = 'running' AND lease_end < now()
      """;

  private static final String DELETE_OLD =
      """
      DELETE FROM task WHERE id IN (
        SELECT id FROM task
        WHERE state <> 'running' AND update_time < now() - make_interval(secs => ?)
        ORDER BY update_time LIMIT ? FOR UPDATE SKIP LOCKED)
      """;

  private final Database database;

  public TaskTable(Database database) {
    this.database = database;
  }

  /** Records a task that the server begins to run. */
  public void start(NewTask task, UUID server, Duration lease) {
    var _ =
        database.write(
            connection ->
                Sql.update(
                    connection,
                    START,
                    task.id(),
                    task.repositoryId(),
                    task.kind(),
                    server,
                    seconds(lease)));
  }

  public Optional<TaskRow> find(NewTask task) {
    return database.read(
        connection ->
            Sql.find(
                connection, TaskTable::map, FIND, task.id(), task.repositoryId(), task.kind()));
  }

  /**
   * Ends a task.
   *
   * @return false when it has ended before, or is gone
   */
  public boolean end(String id, Ending ending) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    END,
                    ending.errorCode() == null ? "succeeded" : "failed",
                    ending.errorCode(),
                    ending.error(),
                    StringMapJson.write(ending.result()),
                    id)
                == 1);
  }

  /**
   * Records how much a task has done.
   *
   * @param irrevocable whether it cannot be cancelled from now on
   * @return false when it has ended, or is gone
   */
  public boolean advance(String id, long progress, boolean irrevocable) {
    return database.write(
        connection -> Sql.update(connection, ADVANCE, progress, irrevocable, id) == 1);
  }

  /**
   * Ends a task that has not become irrevocable.
   *
   * @return false when it has, has ended before, or is gone
   */
  public boolean cancel(NewTask task, String errorCode, String error) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    CANCEL,
                    errorCode,
                    error,
                    task.id(),
                    task.repositoryId(),
                    task.kind())
                == 1);
  }

  /** Renews the leases of all running tasks of a server. */
  public void renew(UUID server, Duration lease) {
    var _ = database.write(connection -> Sql.update(connection, RENEW, seconds(lease), server));
  }

  /**
   * Ends running tasks whose lease is over.
   *
   * @return how many
   */
  public int failAbandoned(String errorCode, String error) {
    return database.write(connection -> Sql.update(connection, FAIL_ABANDONED, errorCode, error));
  }

  /**
   * Deletes tasks that ended longer ago.
   *
   * @return how many
   */
  public int deleteOlder(Duration age, int limit) {
    return database.write(connection -> Sql.update(connection, DELETE_OLD, seconds(age), limit));
  }

  private static TaskRow map(ResultSet row) throws SQLException {
    Ending ending =
        switch (row.getString("state")) {
          case "succeeded" -> Ending.succeeded(StringMapJson.read(row.getString("result")));
          case "failed" -> Ending.failed(row.getString("error_code"), row.getString("error"));
          default -> null;
        };
    return new TaskRow(Sql.instant(row, "update_time"), row.getLong("progress"), ending);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
