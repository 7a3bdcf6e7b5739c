package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs of actions, and their hooks. One that runs belongs to a server, which renews its leases; a
 * run ends once. Only those that are over are listed. Safe for use by many threads.
 */
public final class ActionRunTable {

  /** A run that begins. */
  public record NewRun(
      int repositoryId,
      String id,
      String eventType,
      String branch,
      String sourceRef,
      String commitId) {}

  /** A run that is over. */
  public record RunRow(
      String id,
      String eventType,
      String branch,
      String sourceRef,
      String commitId,
      boolean completed,
      Instant startTime,
      Instant endTime) {}

  /** How a hook ended. */
  public enum HookState {
    COMPLETED,
    FAILED,
    SKIPPED
  }

  /** One hook of a run. */
  public record HookRow(
      String id,
      String action,
      String hookId,
      HookState state,
      Instant startTime,
      Instant endTime) {}

  private static final String START =
      """
      INSERT INTO action_run
        (repository_id, id, event_type, branch, source_ref, commit_id, state, server_id, lease_end)
      VALUES (?, ?, ?, ?, ?, ?, 'running', ?, now() + make_interval(secs => ?))
      """;

  private static final String END =
      """
      UPDATE action_run SET state = ?, end_time = now()
      WHERE repository_id = ? AND id = ? AND state = 'running'
      """;

  private static final String INSERT_HOOK =
      """
      INSERT INTO action_hook_run
        (repository_id, run_id, id, action, hook_id, state, start_time, end_time)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String SET_COMMIT =
      "UPDATE action_run SET commit_id = ? WHERE repository_id = ? AND id = ?";

  private static final String RENEW =
      """
      UPDATE action_run SET lease_end = now() + make_interval(secs => ?)
      WHERE server_id = ? AND state = 'running'
      """;

  private static final String FAIL_ABANDONED =
      """
      UPDATE action_run SET state = 'failed', end_time = now()
      WHERE state = 'running' AND lease_end < now()
      """;

  private static final String COLUMNS =
      " id, event_type, branch, source_ref, commit_id, state, start_time, end_time ";

  private static final String FIND =
      "SELECT"
          + COLUMNS
          + "FROM action_run WHERE repository_id = ? AND id = ? AND state <> 'running'";

  private static final String LIST =
      "SELECT"
          + COLUMNS
          + "FROM action_run WHERE repository_id = ? AND id > ? %s"
          + " AND state <> 'running' ORDER BY id LIMIT ?";

  private static final String LIST_ALL = LIST.formatted("");
  private static final String LIST_OF_BRANCH = LIST.formatted("AND branch = ?");
  private static final String LIST_OF_COMMIT =
      LIST.formatted("AND commit_id <> '' AND commit_id = ?");

  private static final String HOOK_COLUMNS = " id, action, hook_id, state, start_time, end_time ";

  private static final String LIST_HOOKS =
      "SELECT"
          + HOOK_COLUMNS
          + "FROM action_hook_run WHERE repository_id = ? AND run_id = ? AND id > ?"
          + " ORDER BY id LIMIT ?";

  private static final String FIND_HOOK =
      "SELECT"
          + HOOK_COLUMNS
          + "FROM action_hook_run WHERE repository_id = ? AND run_id = ? AND id = ?";

  private final Database database;

  public ActionRunTable(Database database) {
    this.database = database;
  }

  /** Records a run that the server begins. */
  public void start(NewRun run, UUID server, Duration lease) {
    var _ =
        database.write(
            connection ->
                Sql.update(
                    connection,
                    START,
                    run.repositoryId(),
                    run.id(),
                    run.eventType(),
                    run.branch(),
                    run.sourceRef(),
                    run.commitId(),
                    server,
                    seconds(lease)));
  }

  /**
   * Ends a run, with all that is known of its hooks, in one transaction.
   *
   * @return false when it has ended before; then nothing is done
   */
  public boolean end(NewRun run, boolean completed, List<HookRow> hooks) {
    return database.transaction(
        connection -> {
          String state = completed ? "completed" : "failed";
          if (Sql.update(connection, END, state, run.repositoryId(), run.id()) == 0) {
            return false;
          }
          for (HookRow hook : hooks) {
            insert(connection, run, hook);
          }
          return true;
        });
  }

  private static void insert(Connection connection, NewRun run, HookRow hook) throws SQLException {
    int inserted =
        Sql.update(
            connection,
            INSERT_HOOK,
            run.repositoryId(),
            run.id(),
            hook.id(),
            hook.action(),
            hook.hookId(),
            hook.state().name().toLowerCase(Locale.ROOT),
            hook.startTime(),
            hook.endTime());
    if (inserted != 1) {
      throw new IllegalStateException("a row was not inserted");
    }
  }

  /** Says which commit a run before it was about. */
  public void setCommit(int repositoryId, String run, String commitId) {
    var _ =
        database.write(
            connection -> Sql.update(connection, SET_COMMIT, commitId, repositoryId, run));
  }

  /** Renews the leases of all runs of a server. */
  public void renew(UUID server, Duration lease) {
    var _ = database.write(connection -> Sql.update(connection, RENEW, seconds(lease), server));
  }

  /**
   * Ends runs whose lease is over.
   *
   * @return how many
   */
  public int failAbandoned() {
    return database.write(connection -> Sql.update(connection, FAIL_ABANDONED));
  }

  public Optional<RunRow> find(int repositoryId, String id) {
    return database.read(
        connection -> Sql.find(connection, ActionRunTable::run, FIND, repositoryId, id));
  }

  /** By id, the latest first. */
  public List<RunRow> list(int repositoryId, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(connection, ActionRunTable::run, LIST_ALL, repositoryId, after, limit));
  }

  public List<RunRow> listOfBranch(int repositoryId, String branch, String after, int limit) {
    return list(LIST_OF_BRANCH, repositoryId, branch, after, limit);
  }

  public List<RunRow> listOfCommit(int repositoryId, String commitId, String after, int limit) {
    return list(LIST_OF_COMMIT, repositoryId, commitId, after, limit);
  }

  private List<RunRow> list(String sql, int repositoryId, String of, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(connection, ActionRunTable::run, sql, repositoryId, after, of, limit));
  }

  /** By id: in the order of the file. */
  public List<HookRow> listHooks(int repositoryId, String run, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection, ActionRunTable::hook, LIST_HOOKS, repositoryId, run, after, limit));
  }

  public Optional<HookRow> findHook(int repositoryId, String run, String id) {
    return database.read(
        connection -> Sql.find(connection, ActionRunTable::hook, FIND_HOOK, repositoryId, run, id));
  }

  private static RunRow run(ResultSet row) throws SQLException {
    return new RunRow(
        row.getString("id"),
        row.getString("event_type"),
        row.getString("branch"),
        row.getString("source_ref"),
        row.getString("commit_id"),
        row.getString("state").equals("completed"),
        Sql.instant(row, "start_time"),
        Sql.instant(row, "end_time"));
  }

  private static HookRow hook(ResultSet row) throws SQLException {
    return new HookRow(
        row.getString("id"),
        row.getString("action"),
        row.getString("hook_id"),
        HookState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "start_time"),
        Sql.instant(row, "end_time"));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
