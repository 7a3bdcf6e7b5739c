package io.anabranch.server.postgres;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the database knows of sessions: which users have any, and which were ended early. Those that
 * go on are not kept. Safe for use by many threads.
 */
public final class SessionTable {

  private static final String FIND_GENERATION =
      "SELECT session_generation FROM app_user WHERE username = ?";

  private static final String FIND_USER =
      """
      SELECT username, creation_date, friendly_name FROM app_user
      WHERE username = ? AND session_generation = ?
        AND NOT EXISTS (SELECT FROM revoked_session WHERE id = ?)
      """;

  /** Whoever adds one clears away some that count no more. */
  private static final String REVOKE =
      """
      WITH cleared AS (
        DELETE FROM revoked_session WHERE id IN (
          SELECT id FROM revoked_session WHERE expires < now()
          ORDER BY expires LIMIT 100 FOR UPDATE SKIP LOCKED))
      INSERT INTO revoked_session (id, expires) VALUES (?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String REVOKE_ALL =
      """
      UPDATE app_user SET session_generation = nextval('session_generation') WHERE username = ?
      """;

  private final Database database;

  public SessionTable(Database database) {
    this.database = database;
  }

  /** What a new session of a user has to say; empty when there is no such user. */
  public Optional<Long> findGeneration(String username) {
    return database.read(
        connection -> Sql.find(connection, row -> row.getLong(1), FIND_GENERATION, username));
  }

  /** The user of a session; empty when it was ended, or the user is gone. */
  public Optional<UserTable.User> findUser(UUID id, String username, long generation) {
    return database.read(
        connection -> Sql.find(connection, UserTable::map, FIND_USER, username, generation, id));
  }

  /**
   * Ends one.
   *
   * @param expires when it would end by itself
   */
  public void revoke(UUID id, Instant expires) {
    var _ = AccessChange.add(database, connection -> Sql.update(connection, REVOKE, id, expires));
  }

  /** Ends all of a user. NOTHING when there is no such user. */
  public AccessOutcome revokeAll(String username) {
    return AccessChange.add(database, connection -> Sql.update(connection, REVOKE_ALL, username));
  }
}
