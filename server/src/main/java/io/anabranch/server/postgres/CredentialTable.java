package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The access keys of users. Safe for use by many threads. */
public final class CredentialTable {

  /**
   * An access key of a user.
   *
   * @param expires null for a key without an end
   * @param lastUsed null when it was not used yet
   */
  public record Credential(
      String accessKeyId,
      String username,
      EncryptedSecret secret,
      Instant creationDate,
      @Nullable String description,
      @Nullable Instant expires,
      @Nullable Instant lastUsed) {

    /** One without an end. */
    public Credential(
        String accessKeyId, String username, EncryptedSecret secret, Instant creationDate) {
      this(accessKeyId, username, secret, creationDate, null, null, null);
    }
  }

  private static final String CREATE =
      """
      INSERT INTO credential
        (access_key_id, user_id, secret_access_key, creation_date, description, expires)
      SELECT ?, u.id, ?, ?, ?, ?::timestamptz FROM app_user u WHERE u.username = ?
      ON CONFLICT DO NOTHING
      """;

  private static final String SELECT =
      """
      SELECT c.access_key_id, u.username, c.secret_access_key, c.creation_date, c.description,
        c.expires, c.last_used
      FROM credential c JOIN app_user u ON u.id = c.user_id
      """;

  private static final String FIND = SELECT + "WHERE c.access_key_id = ?";

  private static final String LIST =
      SELECT
          + """
          WHERE u.username = ?
            AND c.access_key_id > ? AND c.access_key_id >= ? AND c.access_key_id < ?
          ORDER BY c.access_key_id LIMIT ?
          """;

  private static final String LIST_ALL =
      SELECT + "WHERE c.access_key_id > ? ORDER BY c.access_key_id LIMIT ?";

  private static final String REPLACE_SECRET =
      "UPDATE credential SET secret_access_key = ? WHERE access_key_id = ? AND secret_access_key = ?";

  /** In the order of their ids, so that servers that do so at once wait for each other. */
  private static final String MARK_USED =
      """
      WITH used AS (
        SELECT c.access_key_id, u.at
        FROM credential c JOIN unnest(?::text[], (?::text[])::timestamptz[]) AS u (id, at)
          ON u.id = c.access_key_id
        ORDER BY c.access_key_id FOR UPDATE OF c)
      UPDATE credential c SET last_used = greatest(c.last_used, used.at)
      FROM used WHERE c.access_key_id = used.access_key_id
      """;

  private static final String DELETE =
      """
      DELETE FROM credential c USING app_user u
      WHERE u.id = c.user_id AND u.username = ? AND c.access_key_id = ?
      """;

  private final Database database;

  public CredentialTable(Database database) {
    this.database = database;
  }

  /** False when the access key id is taken or the user does not exist. */
  public boolean create(Credential credential) {
    return database.write(connection -> create(connection, credential));
  }

  static boolean create(Connection connection, Credential credential) throws SQLException {
    return Sql.update(
            connection,
            CREATE,
            credential.accessKeyId(),
            credential.secret().bytes(),
            credential.creationDate(),
            credential.description(),
            credential.expires(),
            credential.username())
        == 1;
  }

  public Optional<Credential> find(String accessKeyId) {
    return database.read(
        connection -> Sql.find(connection, CredentialTable::map, FIND, accessKeyId));
  }

  /** Of one user, by access key id, after the given one, with a prefix; empty for all. */
  public List<Credential> list(String username, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                CredentialTable::map,
                LIST,
                username,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** Of all users, by access key id, after the given one. */
  public List<Credential> listAll(String after, int limit) {
    return database.read(
        connection -> Sql.list(connection, CredentialTable::map, LIST_ALL, after, limit));
  }

  /**
   * Puts the same secret, encrypted otherwise, in its place.
   *
   * @return false when another is there meanwhile, or the key is gone
   */
  public boolean replaceSecret(Credential known, EncryptedSecret secret) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    REPLACE_SECRET,
                    secret.bytes(),
                    known.accessKeyId(),
                    known.secret().bytes())
                == 1);
  }

  /** Notes when keys were used, unless they were later. Those that are gone are left out. */
  public void markUsed(Map<String, Instant> uses) {
    String[] ids = uses.keySet().toArray(String[]::new);
    String[] times = Stream.of(ids).map(id -> String.valueOf(uses.get(id))).toArray(String[]::new);
    var _ = database.write(connection -> Sql.update(connection, MARK_USED, ids, times));
  }

  /** NOTHING when the user has no such key. */
  public AccessOutcome delete(String username, String accessKeyId) {
    return AccessChange.remove(
        database, connection -> Sql.update(connection, DELETE, username, accessKeyId));
  }

  private static Credential map(ResultSet row) throws SQLException {
    return new Credential(
        row.getString("access_key_id"),
        row.getString("username"),
        new EncryptedSecret(row.getBytes("secret_access_key")),
        Sql.instant(row, "creation_date"),
        row.getString("description"),
        Sql.findInstant(row, "expires"),
        Sql.findInstant(row, "last_used"));
  }
}
