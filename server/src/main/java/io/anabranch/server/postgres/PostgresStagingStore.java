package io.anabranch.server.postgres;

import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.staging.StagingStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Staged changes in the tables branch and staged_entry. */
public final class PostgresStagingStore implements StagingStore {

  private static final String PAGE =
      "SELECT s.path, s.entry,"
          + BranchRow.COLUMNS
          + """
          FROM branch b LEFT JOIN LATERAL (
            SELECT DISTINCT ON (r.path) r.path, r.entry
            FROM unnest(b.staging_token || b.sealed_tokens) area(token)
            CROSS JOIN LATERAL (
              SELECT e.path, e.entry FROM staged_entry e
              WHERE e.staging_token = area.token AND e.path >= ? AND e.path < ?
              ORDER BY e.path LIMIT ?) r
            ORDER BY r.path, area.token DESC LIMIT ?) s ON true
          WHERE b.repository_id = ? AND b.name = ?
          ORDER BY s.path
          """;

  /**
   * Two writers of one path both find it as it was seen; the second waits for the first at the key,
   * and then the condition of the update sees the row as it is. A conflict where nothing staged was
   * seen is another's change. The row of the branch is locked against moves of its head: another
   * tree in between could have another value for the path, and nobody would see that it went.
   */
  private static final String STAGE_IF_UNCHANGED =
      """
      SELECT pg_advisory_xact_lock_shared(7, ?);
      WITH named AS (
        SELECT b.staging_token, b.sealed_tokens, b.commit_id FROM branch b
        WHERE b.repository_id = ? AND b.name = ? FOR SHARE),
      proposed AS (
        SELECT ?::text AS path, ?::bytea AS entry, ?::bytea AS head, ?::boolean AS was_staged,
          ?::bytea AS was),
      staged AS (
        INSERT INTO staged_entry (staging_token, path, entry)
        SELECT n.staging_token, p.path, p.entry
        FROM named n CROSS JOIN proposed p LEFT JOIN LATERAL (
          SELECT true AS is_staged, e.entry FROM staged_entry e
          WHERE e.staging_token = ANY (n.staging_token || n.sealed_tokens) AND e.path = p.path
          ORDER BY e.staging_token DESC LIMIT 1) s ON true
        WHERE n.commit_id = p.head AND COALESCE(s.is_staged, false) = p.was_staged
          AND s.entry IS NOT DISTINCT FROM p.was
        ON CONFLICT (staging_token, path) DO UPDATE SET entry = excluded.entry
          WHERE ?::boolean AND staged_entry.entry IS NOT DISTINCT FROM ?::bytea
        RETURNING 1)
      SELECT EXISTS (SELECT FROM named) AS named, EXISTS (SELECT FROM staged) AS staged
      """;

  private static final int STAGE_ALL_ROWS = 5_000;

  private final Database database;
  private final GroupCommit<StageBatch.Request, StageOutcome> stages;
  private final GroupCommit<PathReads.Request, Optional<PathView>> reads;

  public PostgresStagingStore(Database database) {
    this.database = database;
    this.stages =
        new GroupCommit<>(
            "staging", database, Effect.UNKNOWN, StageBatch.Request::branch, StageBatch::run);
    this.reads =
        new GroupCommit<>("reads", database, Effect.NONE, request -> "one", PathReads::run);
  }

  @Override
  public Optional<PathView> find(Repository repository, String branch, Key path) {
    BranchName name = new BranchName(repository.id(), branch);
    return reads.submit(new PathReads.Request(name, path, PathText.of(path)));
  }

  @Override
  public Optional<Page> page(
      Repository repository, String branch, Key from, Key prefix, int limit) {
    Key start = from.compareTo(prefix) > 0 ? from : prefix;
    List<PageRow> rows =
        database.read(
            connection ->
                Sql.list(
                    connection,
                    PageRow::map,
                    PAGE,
                    PathText.leastFrom(start),
                    PathText.leastAfter(prefix),
                    limit + 1,
                    limit + 1,
                    repository.id(),
                    branch));
    return rows.isEmpty() ? Optional.empty() : Optional.of(pageOf(rows, limit));
  }

  private static Page pageOf(List<PageRow> rows, int limit) {
    List<StagedChange> changes =
        rows.stream().limit(limit).flatMap(row -> row.change.stream()).toList();
    return new Page(rows.getFirst().branch, changes, rows.size() <= limit);
  }

  /** A branch without staged changes is one row without a change. */
  private record PageRow(Branch branch, Optional<StagedChange> change) {
    static PageRow map(ResultSet row) throws SQLException {
      byte[] path = row.getBytes("path");
      return new PageRow(
          BranchRow.map(row),
          path == null
              ? Optional.empty()
              : Optional.of(new StagedChange(Key.wrap(path), PathReads.value(row))));
    }
  }

  @Override
  public StageOutcome stage(Repository repository, String branch, StagedChange change) {
    return stages.submit(StageBatch.Request.of(new BranchName(repository.id(), branch), change));
  }

  @Override
  public StageOutcome stageAll(Repository repository, String branch, List<StagedChange> changes) {
    BranchName name = new BranchName(repository.id(), branch);
    // In order over all parts, as each batch is in itself: see StageBatch.
    List<StageBatch.Request> requests =
        changes.stream()
            .sorted(Comparator.comparing(StagedChange::path))
            .map(change -> StageBatch.Request.of(name, change))
            .toList();
    return requests.size() <= STAGE_ALL_ROWS
        ? database.write(connection -> stageAll(connection, requests))
        : database.transaction(connection -> stageAll(connection, requests));
  }

  /** The lock of the first part holds off a seal or a deletion until the last is in. */
  private static StageOutcome stageAll(Connection connection, List<StageBatch.Request> requests)
      throws SQLException {
    for (int start = 0; start < requests.size(); start += STAGE_ALL_ROWS) {
      int end = Math.min(start + STAGE_ALL_ROWS, requests.size());
      if (StageBatch.run(connection, requests.subList(start, end)).getFirst()
          != StageOutcome.STAGED) {
        return StageOutcome.BRANCH_GONE;
      }
    }
    return StageOutcome.STAGED;
  }

  @Override
  public StageOutcome stageIfUnchanged(
      Repository repository, String branch, PathView seen, StagedChange change) {
    BranchName name = new BranchName(repository.id(), branch);
    StageBatch.Request request = StageBatch.Request.of(name, change);
    StagedChange staged = seen.staged();
    boolean wasStaged = staged != null;
    byte @Nullable [] was = staged == null ? null : StageBatch.entry(staged);
    return database.write(
        connection ->
            Sql.get(
                connection,
                PostgresStagingStore::conditionalOutcome,
                STAGE_IF_UNCHANGED,
                name.lock(),
                repository.id(),
                branch,
                request.path(),
                request.entry(),
                seen.branch().head(),
                wasStaged,
                was,
                wasStaged,
                was));
  }

  private static StageOutcome conditionalOutcome(ResultSet row) throws SQLException {
    if (!row.getBoolean("named")) {
      return StageOutcome.BRANCH_GONE;
    }
    return row.getBoolean("staged") ? StageOutcome.STAGED : StageOutcome.CONDITION_FAILED;
  }

  @Override
  public boolean resetPrefix(Repository repository, String branch, Key prefix) {
    BranchName name = new BranchName(repository.id(), branch);
    return prefix.isEmpty()
        ? database.write(connection -> StagingReset.all(connection, name))
        : reset(name, PathText.leastFrom(prefix), PathText.leastAfter(prefix));
  }

  @Override
  public boolean reset(Repository repository, String branch, Key path) {
    BranchName name = new BranchName(repository.id(), branch);
    return reset(name, PathText.of(path), PathText.leastFrom(path.next()));
  }

  private boolean reset(BranchName name, String from, String to) {
    return database.transaction(connection -> StagingReset.range(connection, name, from, to));
  }

  @Override
  public Scan scan(List<StagingToken> areas) {
    return new StagedScan(database, areas);
  }
}
