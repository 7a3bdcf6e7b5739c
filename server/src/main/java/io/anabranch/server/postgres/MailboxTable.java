package io.anabranch.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs that wait for somebody to sign them on. Names are kept as hashes, so that nobody who
 * reads the table can fetch anything. Safe for use by many threads.
 */
public final class MailboxTable {

  /**
   * What was released.
   *
   * @param end of the session that released it, where the new one must not last longer
   */
  public record Released(String username, @Nullable Instant end) {}

  /** Whoever adds one clears away some that are over. */
  private static final String CREATE =
      """
      WITH cleared AS (
        DELETE FROM sign_on_mailbox WHERE name_hash IN (
          SELECT name_hash FROM sign_on_mailbox WHERE expires < now()
          ORDER BY expires LIMIT 100 FOR UPDATE SKIP LOCKED))
      INSERT INTO sign_on_mailbox (name_hash, release_hash, expires)
      SELECT ?, ?, now() + make_interval(secs => ?)
      WHERE (SELECT count(*) FROM sign_on_mailbox WHERE expires >= now()) < ?
      """;

  private static final String RELEASE =
      """
      UPDATE sign_on_mailbox SET username = ?, session_end = ?::timestamptz
      WHERE release_hash = ? AND username IS NULL AND expires >= now()
      """;

  private static final String TAKE =
      """
      DELETE FROM sign_on_mailbox
      WHERE name_hash = ? AND username IS NOT NULL AND expires >= now()
      RETURNING username, session_end
      """;

  private final Database database;

  public MailboxTable(Database database) {
    this.database = database;
  }

  /** False when there are as many as there may be. */
  public boolean create(byte[] nameHash, byte[] releaseHash, Duration time, int most) {
    return database.write(
        connection ->
            Sql.update(connection, CREATE, nameHash, releaseHash, (double) time.toSeconds(), most)
                == 1);
  }

  /** False when nobody waits for it, or not any more. */
  public boolean release(byte[] releaseHash, Released released) {
    return database.write(
        connection ->
            Sql.update(connection, RELEASE, released.username(), released.end(), releaseHash) == 1);
  }

  /** What was released, of several callers to one; empty when nothing was. */
  public Optional<Released> take(byte[] nameHash) {
    return database.write(connection -> Sql.find(connection, MailboxTable::map, TAKE, nameHash));
  }

  private static Released map(ResultSet row) throws SQLException {
    return new Released(row.getString("username"), Sql.findInstant(row, "session_end"));
  }
}
