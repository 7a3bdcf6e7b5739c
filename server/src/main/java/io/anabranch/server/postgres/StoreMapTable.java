package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stores of all servers on one database, as a map with a version. A change names the version
 * that it was decided by, and takes place only if that is still the one; all servers are notified.
 * Every change is one statement, durable on return. Safe for use by many threads.
 */
public final class StoreMapTable {

  /** On which all servers hear of changes. */
  static final String CHANNEL = "anabranch_stores";

  /**
   * A definition that only holders of a key can read.
   *
   * @param keyId tells which key
   */
  public record SealedDefinition(String keyId, EncryptedSecret sealed) {}

  /**
   * A store as recorded.
   *
   * @param id empty for the single store of a server without storage ids
   * @param location what the id points at
   * @param definition empty for a store of the configuration
   */
  public record StoreRow(
      String id, String location, long revision, Optional<SealedDefinition> definition) {}

  /** All stores at one moment, by their ids. */
  public record Snapshot(long version, List<StoreRow> stores) {}

  /** What became of a change. */
  public enum Change {
    DONE,
    /** Something else was changed before: read again. */
    STALE,
    /** The store has repositories, so it stays. */
    IN_USE
  }

  private static final String VERSION = "SELECT version FROM store_map";

  private static final String READ =
      """
      SELECT m.version, s.id, s.location, s.revision, s.key_id, s.definition
      FROM store_map m LEFT JOIN store s ON true ORDER BY s.id
      """;

  private static final String ATTACH =
      change(
          """
          INSERT INTO store (id, location, revision, key_id, definition)
          SELECT ?::text, ?::text, 1, ?::text, ?::bytea FROM next
          ON CONFLICT (id) DO UPDATE SET
            location = EXCLUDED.location, revision = store.revision + 1,
            key_id = EXCLUDED.key_id, definition = EXCLUDED.definition
          WHERE store.definition IS NULL
          RETURNING id
          """);

  private static final String UPDATE =
      change(
          """
          UPDATE store SET location = ?, revision = revision + 1, key_id = ?, definition = ?
          FROM next WHERE id = ? AND definition IS NOT NULL
          RETURNING id
          """);

  private static final String REFRESH =
      change("UPDATE store SET revision = revision + 1 FROM next WHERE id = ? RETURNING id");

  private static final String FORGET =
      change(
          """
          UPDATE store SET revision = revision + 1, key_id = NULL, definition = NULL
          FROM next WHERE id = ? AND definition IS NOT NULL
          RETURNING id
          """);

  private static final String DETACH =
      change(
          """
          DELETE FROM store USING next WHERE id = ? AND definition IS NOT NULL RETURNING id
          """);

  private static final String ANNOUNCE = change("SELECT FROM next");

  private static final String RESEAL =
      """
      UPDATE store SET key_id = ?, definition = ? WHERE id = ? AND revision = ? AND key_id = ?
      """;

  private final Database database;

  public StoreMapTable(Database database) {
    this.database = database;
  }

  /** Around the statement that makes the change, which reads from {@code next}. */
  private static String change(String statement) {
    return """
    WITH next AS (
      UPDATE store_map SET version = version + 1 WHERE version = ? RETURNING version),
    changed AS (%s)
    SELECT (SELECT count(*) FROM changed), pg_notify('%s', next.version::text) FROM next
    """
        .formatted(statement, CHANNEL);
  }

  public long version() {
    return database.read(connection -> Sql.get(connection, row -> row.getLong(1), VERSION));
  }

  public Snapshot read() {
    return database.read(StoreMapTable::read);
  }

  private static Snapshot read(Connection connection) throws SQLException {
    List<StoreRow> stores = new ArrayList<>();
    List<Long> versions =
        Sql.list(
            connection,
            row -> {
              if (row.getString("id") != null) {
                stores.add(map(row));
              }
              return row.getLong("version");
            },
            READ);
    return new Snapshot(versions.getFirst(), List.copyOf(stores));
  }

  /** Gives an id that has no definition one. */
  public Change attach(long version, String id, String location, SealedDefinition definition) {
    return change(ATTACH, version, id, location, definition.keyId(), definition.sealed().bytes());
  }

  /** Gives an attached store another definition. */
  public Change update(long version, String id, String location, SealedDefinition definition) {
    return change(UPDATE, version, location, definition.keyId(), definition.sealed().bytes(), id);
  }

  /** Has a store opened anew everywhere. */
  public Change refresh(long version, String id) {
    return change(REFRESH, version, id);
  }

  /** Drops the definition of a store that the configuration has now; its location stays. */
  public Change forget(long version, String id) {
    return change(FORGET, version, id);
  }

  /** Deletes an attached store without repositories. */
  public Change detach(long version, String id) {
    return change(DETACH, version, id);
  }

  /** Gives the map a new version, though nothing in the database changed. */
  public Change announce(long version) {
    return change(ANNOUNCE, version);
  }

  private Change change(String sql, @Nullable Object... parameters) {
    return database.write(connection -> change(connection, sql, parameters));
  }

  private static Change change(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try {
      return Sql.find(connection, row -> row.getLong(1), sql, parameters).orElse(0L) == 1
          ? Change.DONE
          : Change.STALE;
    } catch (SQLException e) {
      if (SqlFailures.isReferenceMissing(e)) {
        return Change.IN_USE;
      }
      throw e;
    }
  }

  /**
   * Encrypts a definition otherwise; that is no change of the store.
   *
   * @return false when it has been changed meanwhile; nothing has happened then
   */
  public boolean reseal(StoreRow store, SealedDefinition before, SealedDefinition after) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    RESEAL,
                    after.keyId(),
                    after.sealed().bytes(),
                    store.id(),
                    store.revision(),
                    before.keyId())
                == 1);
  }

  private static StoreRow map(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes("definition");
    return new StoreRow(
        row.getString("id"),
        row.getString("location"),
        row.getLong("revision"),
        sealed == null
            ? Optional.empty()
            : Optional.of(
                new SealedDefinition(row.getString("key_id"), new EncryptedSecret(sealed))));
  }
}
