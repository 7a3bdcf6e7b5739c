package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The access keys of users. Safe for use by many threads. */
public final class CredentialTable {

  /** An access key of a user. */
  public record Credential(
      String accessKeyId, String username, EncryptedSecret secret, Instant creationDate) {}

  private static final String CREATE =
      """
      INSERT INTO credential (access_key_id, user_id, secret_access_key, creation_date)
      SELECT ?, u.id, ?, ? FROM app_user u WHERE u.username = ?
      ON CONFLICT DO NOTHING
      """;

  private static final String SELECT =
      """
      SELECT c.access_key_id, u.username, c.secret_access_key, c.creation_date
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
        Sql.instant(row, "creation_date"));
  }
}
