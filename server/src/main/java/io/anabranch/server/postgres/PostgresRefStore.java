package io.anabranch.server.postgres;

import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.RefStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Branches and tags in the tables of these names. */
public final class PostgresRefStore implements RefStore {

  private static final String FIND_BRANCH =
      "SELECT" + BranchRow.COLUMNS + "FROM branch b WHERE b.repository_id = ? AND b.name = ?";

  private static final String LIST_BRANCHES =
      "SELECT"
          + BranchRow.COLUMNS
          + """
          FROM branch b
          WHERE b.repository_id = ? AND b.name > ? AND b.name >= ? AND b.name < ?
            AND (? OR NOT b.hidden)
          ORDER BY b.name LIMIT ?
          """;

  private static final String FIND_TAG =
      "SELECT name, commit_id FROM tag WHERE repository_id = ? AND name = ?";

  private static final String LIST_TAGS =
      """
      SELECT name, commit_id FROM tag
      WHERE repository_id = ? AND name > ? AND name >= ? AND name < ?
      ORDER BY name LIMIT ?
      """;

  private static final String CREATE_TAG =
      """
      SELECT pg_advisory_xact_lock(8, ?);
      WITH wanted AS MATERIALIZED (
        SELECT w.*,
          NOT EXISTS (SELECT FROM repository r WHERE r.id = w.repository_id) AS gone,
          EXISTS (SELECT FROM branch b
            WHERE b.repository_id = w.repository_id AND b.name = w.name) AS taken
        FROM (SELECT ?::int AS repository_id, ?::text AS name, ?::bytea AS commit_id) w),
      created AS (
        INSERT INTO tag (repository_id, name, commit_id)
        SELECT repository_id, name, commit_id FROM wanted WHERE NOT gone AND NOT taken
        ON CONFLICT DO NOTHING
        RETURNING repository_id, name, commit_id),
      recorded AS (
      """
          + RefChangeRow.insert(
              "'tag'", "m.name", "NULL", "m.commit_id", "clock_timestamp()", "created")
          + """
          )
          SELECT gone, taken, EXISTS (SELECT FROM created) AS created FROM wanted
          """;

  private static final String DELETE_TAG =
      """
      WITH deleted AS (
        DELETE FROM tag WHERE repository_id = ? AND name = ?
        RETURNING repository_id, name, commit_id),
      recorded AS (
      """
          + RefChangeRow.insert(
              "'tag'", "m.name", "m.commit_id", "NULL", "clock_timestamp()", "deleted")
          + """
          )
          SELECT EXISTS (SELECT FROM deleted)
          """;

  private static final String DELETE_BRANCH =
      """
      SELECT pg_advisory_xact_lock(7, ?);
      WITH deleted AS (
        DELETE FROM branch WHERE repository_id = ? AND name = ?
        RETURNING repository_id, name, commit_id, moved_at, staging_token, sealed_tokens),
      retired AS (
        INSERT INTO retired_token (staging_token)
        SELECT unnest(staging_token || sealed_tokens) FROM deleted),
      recorded AS (
      """
          + RefChangeRow.insert(
              "'branch'", "m.name", "m.commit_id", "NULL", RefChangeRow.MOVED_AT, "deleted")
          + """
          )
          SELECT EXISTS (SELECT FROM deleted)
          """;

  /** Drawing the token under the lock keeps the tokens of a branch rising. */
  private static final String SEAL =
      "SELECT pg_advisory_xact_lock(7, ?);\n"
          + """
          UPDATE branch b
          SET sealed_tokens = b.staging_token || b.sealed_tokens,
            staging_token = nextval('staging_token')
          WHERE b.repository_id = ? AND b.name = ?
          RETURNING
          """
          + BranchRow.COLUMNS;

  private static final String MOVED =
      """
      WITH moved AS (
        UPDATE branch SET commit_id = ?, sealed_tokens = ARRAY(
          SELECT s.token FROM unnest(sealed_tokens) WITH ORDINALITY s(token, position)
          WHERE s.token <> ALL (?::bigint[]) ORDER BY s.position),
          claimed_by = NULL, claim_end = NULL, moved_at = %s
        WHERE id = ? AND repository_id = ? AND commit_id = ? AND sealed_tokens @> ?::bigint[]
          AND (claimed_by IS NULL OR claimed_by = ? OR claim_end < now())
        RETURNING repository_id, name, commit_id, moved_at),
      recorded AS (%s)
      """
          .formatted(
              RefChangeRow.MOVED_AT,
              RefChangeRow.insert(
                  "'branch'", "m.name", "?::bytea", "m.commit_id", "m.moved_at", "moved"));

  private static final String RETIRED =
      """
      , retired AS (
        INSERT INTO retired_token (staging_token) SELECT unnest(?::bigint[]) FROM moved)
      SELECT EXISTS (SELECT FROM moved)
      """;

  /** One statement, hence one transaction; nothing is inserted unless the branch has moved. */
  private static final String ADVANCE =
      MOVED
          + """
          , committed AS (
            INSERT INTO commit (repository_id, %s) SELECT repository_id, %s FROM moved
            ON CONFLICT DO NOTHING)
          """
              .formatted(CommitRow.COLUMNS, CommitRow.VALUES)
          + RETIRED;

  private static final String MOVE_HEAD = MOVED + RETIRED;

  /** No row when the branch is gone; else whether it is claimed by this server now. */
  private static final String CLAIM =
      """
      WITH claimed AS (
        UPDATE branch SET claimed_by = ?, claim_end = now() + make_interval(secs => ?)
        WHERE id = ? AND repository_id = ?
          AND (claimed_by IS NULL OR claimed_by = ? OR claim_end < now())
        RETURNING 1)
      SELECT EXISTS (SELECT FROM claimed) FROM branch WHERE id = ? AND repository_id = ?
      """;

  private static final Duration CLAIM_POLL = Duration.ofMillis(10);

  private final Database database;

  /** Moves of one branch take turns in a process, so claims are those of servers. */
  private final UUID server = UUID.randomUUID();

  private final NamedRefQuery namedRefs;
  private final GroupCommit<BranchBatch.Request, CreateOutcome> branches;

  public PostgresRefStore(Database database) {
    this.database = database;
    this.namedRefs = new NamedRefQuery(database);
    this.branches =
        new GroupCommit<>(
            "branches",
            database,
            Effect.UNKNOWN,
            BranchBatch.Request::repositoryId,
            BranchBatch::run);
  }

  @Override
  public Optional<NamedRef> findRef(Repository repository, String name) {
    return namedRefs.find(repository, name);
  }

  @Override
  public Optional<Branch> findBranch(Repository repository, String name) {
    return database.read(
        connection -> Sql.find(connection, BranchRow::map, FIND_BRANCH, repository.id(), name));
  }

  @Override
  public List<Branch> listBranches(
      Repository repository, String prefix, String after, int limit, boolean showHidden) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                BranchRow::map,
                LIST_BRANCHES,
                repository.id(),
                after,
                prefix,
                PathText.leastAfter(Key.of(prefix)),
                showHidden,
                limit));
  }

  @Override
  public CreateOutcome createBranch(
      Repository repository, String name, CommitId head, boolean hidden, Cause cause) {
    return branches.submit(
        new BranchBatch.Request(new BranchName(repository.id(), name), head, hidden, cause));
  }

  @Override
  public boolean deleteBranch(Repository repository, String name, Cause cause) {
    return database.write(
        connection ->
            Sql.get(
                connection,
                row -> row.getBoolean(1),
                DELETE_BRANCH,
                Sql.join(
                    new BranchName(repository.id(), name).lock(),
                    repository.id(),
                    name,
                    RefChangeRow.parameters(repository.name(), cause))));
  }

  @Override
  public Optional<Tag> findTag(Repository repository, String name) {
    return database.read(
        connection -> Sql.find(connection, PostgresRefStore::tag, FIND_TAG, repository.id(), name));
  }

  @Override
  public List<Tag> listTags(Repository repository, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                PostgresRefStore::tag,
                LIST_TAGS,
                repository.id(),
                after,
                prefix,
                PathText.leastAfter(Key.of(prefix)),
                limit));
  }

  private static Tag tag(ResultSet row) throws SQLException {
    return new Tag(row.getString("name"), CommitIds.of(row.getBytes("commit_id")));
  }

  @Override
  public CreateOutcome createTag(Repository repository, Tag tag, Cause cause) {
    return database.write(
        connection ->
            Sql.get(
                connection,
                BranchBatch::outcome,
                CREATE_TAG,
                Sql.join(
                    repository.id(),
                    repository.id(),
                    tag.name(),
                    tag.commitId(),
                    RefChangeRow.parameters(repository.name(), cause))));
  }

  @Override
  public boolean deleteTag(Repository repository, String name, Cause cause) {
    return database.write(
        connection ->
            Sql.get(
                connection,
                row -> row.getBoolean(1),
                DELETE_TAG,
                Sql.join(
                    repository.id(), name, RefChangeRow.parameters(repository.name(), cause))));
  }

  @Override
  public Optional<Branch> seal(Repository repository, String name) {
    return database.write(
        connection ->
            Sql.find(
                connection,
                BranchRow::map,
                SEAL,
                new BranchName(repository.id(), name).lock(),
                repository.id(),
                name));
  }

  @Override
  public boolean advance(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      Commit commit,
      List<StagingToken> committedAreas,
      Operation operation) {
    long[] areas = BranchRow.values(committedAreas);
    Cause cause = Cause.of(operation, commit);
    Object[] moved = moved(repository, branch, expectedHead, commit.id(), areas, cause);
    return database.write(
        connection ->
            Sql.get(
                connection,
                row -> row.getBoolean(1),
                ADVANCE,
                Sql.join(moved, CommitRow.parameters(commit), areas)));
  }

  @Override
  public boolean moveHead(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      CommitId newHead,
      List<StagingToken> droppedAreas,
      Cause cause) {
    long[] areas = BranchRow.values(droppedAreas);
    Object[] moved = moved(repository, branch, expectedHead, newHead, areas, cause);
    return database.write(
        connection ->
            Sql.get(connection, row -> row.getBoolean(1), MOVE_HEAD, Sql.join(moved, areas)));
  }

  private Object[] moved(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      CommitId newHead,
      long[] areas,
      Cause cause) {
    return Sql.join(
        newHead,
        areas,
        branch.id(),
        repository.id(),
        expectedHead,
        areas,
        server,
        expectedHead,
        RefChangeRow.parameters(repository.name(), cause));
  }

  @Override
  public boolean claim(Repository repository, Branch branch, Duration claim, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    Optional<Boolean> claimed = tryClaim(repository, branch, claim);
    while (claimed.isPresent() && !claimed.get() && System.nanoTime() < end) {
      // Not all at once: several servers may wait for the same branch.
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(CLAIM_POLL.toNanos()));
      claimed = tryClaim(repository, branch, claim);
    }
    return claimed.orElse(false);
  }

  private Optional<Boolean> tryClaim(Repository repository, Branch branch, Duration claim) {
    return database.write(
        connection ->
            Sql.find(
                connection,
                row -> row.getBoolean(1),
                CLAIM,
                server,
                claim.toMillis() / 1000.0,
                branch.id(),
                repository.id(),
                server,
                branch.id(),
                repository.id()));
  }

  @Override
  public RestoreOutcome restore(
      Repository repository,
      Iterator<Commit> commits,
      Iterator<BranchHead> branches,
      Iterator<Tag> tags,
      Cause cause) {
    return database.transaction(
        connection -> RefsRestore.run(connection, repository, commits, branches, tags, cause));
  }
}
