package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may sign in. Safe for use by many threads. */
public final class UserTable {

  /**
   * A user.
   *
   * @param friendlyName what a provider says people call the user; null when that is not known
   */
  public record User(String username, Instant creationDate, @Nullable String friendlyName) {

    /** One that no provider told of. */
    public User(String username, Instant creationDate) {
      this(username, creationDate, null);
    }
  }

  private static final String CREATE =
      "INSERT INTO app_user (username, creation_date) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String FIND =
      "SELECT username, creation_date, friendly_name FROM app_user WHERE username = ?";

  private static final String LIST =
      """
      SELECT username, creation_date, friendly_name FROM app_user
      WHERE username > ? AND username >= ? AND username < ? ORDER BY username LIMIT ?
      """;

  private static final String DELETE = "DELETE FROM app_user WHERE username = ?";

  private final Database database;

  public UserTable(Database database) {
    this.database = database;
  }

  /** False when the name is taken. */
  public boolean create(User user) {
    return database.write(connection -> create(connection, user));
  }

  static boolean create(Connection connection, User user) throws SQLException {
    return Sql.update(connection, CREATE, user.username(), user.creationDate()) == 1;
  }

  public Optional<User> find(String username) {
    return database.read(connection -> Sql.find(connection, UserTable::map, FIND, username));
  }

  /** By name, ascending, after the given name; empty strings for all. */
  public List<User> list(String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                UserTable::map,
                LIST,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** Deletes a user with all credentials, memberships and attachments. */
  public AccessOutcome delete(String username) {
    return AccessChange.remove(database, connection -> Sql.update(connection, DELETE, username));
  }

  static User map(ResultSet row) throws SQLException {
    return new User(
        row.getString("username"),
        Sql.instant(row, "creation_date"),
        row.getString("friendly_name"));
  }
}
