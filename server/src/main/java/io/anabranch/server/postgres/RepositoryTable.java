package io.anabranch.server.postgres;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.protection.BranchProtection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The repositories. Every method is atomic and durable on return; safe for use by many threads. */
public final class RepositoryTable {

  /** A repository that is to be created, and has no id yet. */
  public record NewRepository(
      String name,
      TreeLocation location,
      String defaultBranch,
      Instant creationDate,
      boolean readOnly) {}

  private static final String COLUMNS =
      " id, name, storage_id, storage_namespace, default_branch, creation_date, read_only,"
          + " protected_branches ";

  private static final String INSERT =
      """
      INSERT INTO repository
        (name, storage_id, storage_namespace, default_branch, creation_date, read_only)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      RETURNING
      """
          + COLUMNS;

  private static final String CREATED =
      "SELECT id AS repository_id, 'repository' AS kind, name, NULL::bytea AS commit_id,"
          + " clock_timestamp() AS moved_at FROM created";

  private static final String CREATE_BARE =
      """
      WITH created AS (%s),
      recorded AS (%s)
      SELECT * FROM created
      """
          .formatted(INSERT, record(CREATED));

  private static final String CREATE =
      """
      WITH created AS (%s),
      first_commit AS (
        INSERT INTO commit (repository_id, %s) SELECT id, %s FROM created),
      first_branch AS (
        INSERT INTO branch (repository_id, name, commit_id)
        SELECT id, default_branch, ?::bytea FROM created
        RETURNING repository_id, 'branch' AS kind, name, commit_id, moved_at),
      recorded AS (%s)
      SELECT * FROM created
      """
          .formatted(
              INSERT,
              CommitRow.COLUMNS,
              CommitRow.VALUES,
              record(CREATED + " UNION ALL SELECT * FROM first_branch"));

  private static final String FIND = "SELECT" + COLUMNS + "FROM repository WHERE name = ?";

  private static final String LIST =
      "SELECT"
          + COLUMNS
          + """
          FROM repository
          WHERE name > ? AND name >= ? AND name < ? AND position(? IN name) > 0
          ORDER BY name LIMIT ?
          """;

  /**
   * Writers do not wait for it: what they still add is dropped after them. It is recorded after its
   * branches are gone, and so after all of their moves.
   */
  private static final String DELETE =
      """
      SELECT pg_advisory_xact_lock(8, ?);
      WITH deleted AS (
        DELETE FROM repository WHERE id = ? RETURNING id, name),
      branches AS (
        DELETE FROM branch b USING deleted d WHERE b.repository_id = d.id
        RETURNING b.repository_id, b.name, b.staging_token, b.sealed_tokens),
      retired AS (
        INSERT INTO retired_token (staging_token, repository_id, branch_name)
        SELECT unnest(staging_token || sealed_tokens), repository_id, name FROM branches),
      emptied AS (
        INSERT INTO retired_repository (repository_id) SELECT id FROM deleted),
      recorded AS (%s)
      SELECT EXISTS (SELECT FROM deleted)
      """
          .formatted(
              record(
                  "SELECT d.id AS repository_id, 'repository' AS kind, d.name,"
                      + " NULL::bytea AS commit_id, clock_timestamp() AS moved_at"
                      + " FROM deleted d, (SELECT count(*) FROM branches) b"));

  private static final String GET_METADATA = "SELECT metadata FROM repository WHERE id = ?";

  private static final String SET_METADATA =
      "UPDATE repository SET metadata = metadata || ?::jsonb WHERE id = ?";

  private static final String DELETE_METADATA =
      "UPDATE repository SET metadata = metadata - ?::text[] WHERE id = ?";

  private static final String COUNT =
      "SELECT storage_id, count(*) FROM repository GROUP BY storage_id";

  private static final String NAMES_ON =
      "SELECT name FROM repository WHERE storage_id = ? ORDER BY name LIMIT ?";

  private static final String SET_PROTECTION =
      """
      UPDATE repository SET protected_branches = ?::text[]
      WHERE id = ? AND protected_branches = ?::text[]
      """;

  private final Database database;

  public RepositoryTable(Database database) {
    this.database = database;
  }

  /**
   * Creates a repository, with its default branch on the first commit.
   *
   * @param user who asks for it
   * @return empty when the name is taken
   * @throws FailureException Conflict when its store is not there any more
   */
  public Optional<Repository> create(NewRepository repository, Commit firstCommit, String user) {
    return insert(
        repository,
        CREATE,
        Sql.join(
            parameters(repository),
            CommitRow.parameters(firstCommit),
            firstCommit.id(),
            recorded(repository.name(), Operation.CREATE, user)));
  }

  /**
   * Creates a repository without refs, to restore some into.
   *
   * @param user who asks for it
   * @return empty when the name is taken
   * @throws FailureException Conflict when its store is not there any more
   */
  public Optional<Repository> createBare(NewRepository repository, String user) {
    return insert(
        repository,
        CREATE_BARE,
        Sql.join(parameters(repository), recorded(repository.name(), Operation.CREATE, user)));
  }

  private static String record(String moved) {
    return RefChangeRow.insert(
        "m.kind", "m.name", "NULL", "m.commit_id", "m.moved_at", "(" + moved + ")");
  }

  private static Object[] recorded(String repository, Operation operation, String user) {
    return RefChangeRow.parameters(repository, new Cause(operation, user, ""));
  }

  private Optional<Repository> insert(NewRepository repository, String sql, Object[] parameters) {
    return database.write(
        connection -> {
          try {
            return Sql.find(connection, RepositoryTable::map, sql, parameters);
          } catch (SQLException e) {
            if (SqlFailures.isReferenceMissing(e)) {
              throw detached(repository.location().storageId(), e);
            }
            throw e;
          }
        });
  }

  private static FailureException detached(String storageId, SQLException e) {
    return new FailureException(
        new Failure.Conflict(
            "store '%s' has just been detached: create the repository on another one"
                .formatted(storageId)),
        e);
  }

  private static Object[] parameters(NewRepository repository) {
    return new Object[] {
      repository.name(),
      repository.location().storageId(),
      repository.location().storageNamespace(),
      repository.defaultBranch(),
      repository.creationDate(),
      repository.readOnly()
    };
  }

  public Optional<Repository> find(String name) {
    return database.read(connection -> Sql.find(connection, RepositoryTable::map, FIND, name));
  }

  /**
   * Repositories by name, ascending.
   *
   * @param search only names that contain it; empty for all
   * @param after only names greater than this; empty for all
   */
  public List<Repository> list(String prefix, String search, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                RepositoryTable::map,
                LIST,
                after,
                prefix,
                PathText.leastAfter(Key.of(prefix)),
                search,
                limit));
  }

  /** How many repositories there are on each storage id that has any. */
  public Map<String, Long> countByStore() {
    return database
        .read(
            connection ->
                Sql.list(connection, row -> Map.entry(row.getString(1), row.getLong(2)), COUNT))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The names of the first repositories on a storage id. */
  public List<String> listNames(String storageId, int limit) {
    return database.read(
        connection -> Sql.list(connection, row -> row.getString(1), NAMES_ON, storageId, limit));
  }

  /**
   * Deletes a repository with all its refs and staged changes; commits and tags are dropped soon
   * after. What is in the store stays.
   *
   * @param user who asks for it
   * @return false when it does not exist
   */
  public boolean delete(Repository repository, String user) {
    return database.write(
        connection ->
            Sql.get(
                connection,
                row -> row.getBoolean(1),
                DELETE,
                Sql.join(
                    repository.id(),
                    repository.id(),
                    recorded(repository.name(), Operation.DELETE, user))));
  }

  /** Empty when the repository does not exist. */
  public Optional<SortedMap<String, String>> findMetadata(Repository repository) {
    return database.read(
        connection ->
            Sql.find(
                connection,
                row -> StringMapJson.read(row.getString(1)),
                GET_METADATA,
                repository.id()));
  }

  /**
   * Sets these keys and keeps the others.
   *
   * @return false when the repository does not exist
   */
  public boolean setMetadata(Repository repository, Map<String, String> metadata) {
    String json = StringMapJson.write(metadata);
    return database.write(
        connection -> Sql.update(connection, SET_METADATA, json, repository.id()) == 1);
  }

  /**
   * Deletes these keys, those that are there.
   *
   * @return false when the repository does not exist
   */
  public boolean deleteMetadata(Repository repository, Collection<String> keys) {
    String[] names = keys.toArray(String[]::new);
    return database.write(
        connection -> Sql.update(connection, DELETE_METADATA, names, repository.id()) == 1);
  }

  /**
   * Replaces the rules that protect branches, if they still are as expected.
   *
   * @return false when they are not, or the repository does not exist
   */
  public boolean setProtection(
      Repository repository, BranchProtection expected, BranchProtection wanted) {
    return database.write(
        connection ->
            Sql.update(connection, SET_PROTECTION, texts(wanted), repository.id(), texts(expected))
                == 1);
  }

  private static String[] texts(BranchProtection protection) {
    return protection.patterns().toArray(String[]::new);
  }

  private static Repository map(ResultSet row) throws SQLException {
    return new Repository(
        row.getInt("id"),
        row.getString("name"),
        new TreeLocation(row.getString("storage_id"), row.getString("storage_namespace")),
        row.getString("default_branch"),
        Sql.instant(row, "creation_date"),
        row.getBoolean("read_only"),
        new BranchProtection(List.of((String[]) row.getArray("protected_branches").getArray())));
  }
}
