package io.anabranch.server.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commits in the table commit, behind a cache: records never change. */
public final class PostgresCommitStore implements CommitStore {

  private static final String FIND =
      "SELECT "
          + CommitRow.COLUMNS
          + " FROM commit WHERE repository_id = ? AND id = ANY (?::bytea[])";

  /**
   * PostgreSQL goes on with a recursive query only as long as rows are taken from it, and gives
   * them level by level. The inner LIMIT keeps each level to look-ups by the primary key, whatever
   * the planner thinks of the number of parents.
   */
  private static final String WITH_ANCESTORS =
      "WITH RECURSIVE history AS (SELECT "
          + CommitRow.NODE_COLUMNS
          + " FROM commit WHERE repository_id = ? AND id = ANY (?::bytea[])"
          + " UNION SELECT found.* FROM history, unnest(history.parents) AS parent (commit_id),"
          + " LATERAL (SELECT "
          + CommitRow.NODE_COLUMNS
          + " FROM commit WHERE repository_id = ? AND id = parent.commit_id AND generation >= ?"
          + " LIMIT 1) AS found) SELECT "
          + CommitRow.NODE_COLUMNS
          + " FROM history LIMIT ?";

  private static final String LIST =
      "SELECT "
          + CommitRow.COLUMNS
          + " FROM commit WHERE repository_id = ? AND id > ?::bytea ORDER BY id LIMIT ?";

  private static final String CREATE =
      "SELECT pg_advisory_xact_lock_shared(8, ?);\n"
          + "WITH gone AS (SELECT 1 WHERE NOT EXISTS (SELECT FROM repository WHERE id = ?)),"
          + " created AS (INSERT INTO commit (repository_id, "
          + CommitRow.COLUMNS
          + ") SELECT ?, "
          + CommitRow.VALUES
          + " WHERE NOT EXISTS (SELECT FROM gone)"
          + " ON CONFLICT DO NOTHING RETURNING 1)"
          + " SELECT EXISTS (SELECT FROM gone) AS gone, EXISTS (SELECT FROM created) AS created";

  private static final long CACHE_BYTES = 24L << 20;
  private static final long NODE_CACHE_BYTES = 16L << 20;
  private static final int RECORD_BYTES = 600;
  private static final int PARENT_BYTES = 120;

  private record CacheKey(int repositoryId, CommitId id) {}

  private final Database database;
  private final Cache<CacheKey, Commit> cache =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((CacheKey key, Commit commit) -> weight(commit))
          .build();

  /** Apart, so that a walk over a long history does not drive out the records in use. */
  private final Cache<CacheKey, CommitNode> nodes =
      Caffeine.newBuilder()
          .maximumWeight(NODE_CACHE_BYTES)
          .weigher(
              (CacheKey key, CommitNode node) ->
                  RECORD_BYTES + PARENT_BYTES * node.parents().size())
          .build();

  public PostgresCommitStore(Database database) {
    this.database = database;
  }

  private static int weight(Commit commit) {
    long metadata =
        commit.metadata().entrySet().stream()
            .mapToLong(entry -> entry.getKey().length() + entry.getValue().length() + 100L)
            .sum();
    long weight =
        RECORD_BYTES
            + commit.message().length()
            + metadata
            + (long) PARENT_BYTES * commit.parents().size();
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  @Override
  public Optional<Commit> find(Repository repository, CommitId id) {
    return Optional.ofNullable(findAll(repository, List.of(id)).get(id));
  }

  @Override
  public Map<CommitId, Commit> findAll(Repository repository, Collection<CommitId> ids) {
    Map<CommitId, Commit> found = HashMap.newHashMap(ids.size());
    for (CommitId id : ids) {
      Commit cached = cache.getIfPresent(new CacheKey(repository.id(), id));
      if (cached != null) {
        found.put(id, cached);
      }
    }
    List<CommitId> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      load(repository, missing).forEach(commit -> found.put(commit.id(), commit));
    }
    return found;
  }

  private List<Commit> load(Repository repository, List<CommitId> ids) {
    List<Commit> commits =
        database.read(
            connection ->
                Sql.list(connection, CommitRow::map, FIND, repository.id(), CommitIds.bytes(ids)));
    for (Commit commit : commits) {
      CacheKey key = new CacheKey(repository.id(), commit.id());
      cache.put(key, commit);
      nodes.put(key, commit.node());
    }
    return commits;
  }

  @Override
  public Map<CommitId, CommitNode> findWithAncestors(
      Repository repository, Collection<CommitId> ids, int leastGeneration, int limit) {
    Map<CommitId, CommitNode> found = HashMap.newHashMap(ids.size());
    for (CommitId id : ids) {
      CommitNode cached = nodes.getIfPresent(new CacheKey(repository.id(), id));
      if (cached != null) {
        found.put(id, cached);
      }
    }
    List<CommitId> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      int rows = Math.max(limit - found.size(), missing.size());
      walk(repository, missing, leastGeneration, rows).forEach(node -> found.put(node.id(), node));
    }
    return found;
  }

  private List<CommitNode> walk(
      Repository repository, List<CommitId> from, int leastGeneration, int rows) {
    int id = repository.id();
    List<CommitNode> walked =
        database.read(
            connection ->
                Sql.list(
                    connection,
                    CommitRow::node,
                    WITH_ANCESTORS,
                    id,
                    CommitIds.bytes(from),
                    id,
                    leastGeneration,
                    rows));
    walked.forEach(node -> nodes.put(new CacheKey(id, node.id()), node));
    return walked;
  }

  @Override
  public List<Commit> list(Repository repository, @Nullable CommitId after, int limit) {
    byte[] least = after == null ? new byte[0] : CommitIds.bytes(after);
    return database.read(
        connection -> Sql.list(connection, CommitRow::map, LIST, repository.id(), least, limit));
  }

  @Override
  public boolean create(Repository repository, Commit commit) {
    int id = repository.id();
    return database.write(
        connection ->
            Sql.get(
                connection,
                row -> wasCreated(row, repository),
                CREATE,
                Sql.join(id, id, id, CommitRow.parameters(commit))));
  }

  private static boolean wasCreated(ResultSet row, Repository repository) throws SQLException {
    if (row.getBoolean("gone")) {
      throw new FailureException(
          new Failure.NotFound("repository '" + repository.name() + "' does not exist"));
    }
    return row.getBoolean("created");
  }
}
