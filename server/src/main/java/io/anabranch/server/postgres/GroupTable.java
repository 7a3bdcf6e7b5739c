package io.anabranch.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Groups and who is in them. Lists are by id, ascending, after a given one, with a prefix; both may
 * be empty. Safe for use by many threads.
 */
public final class GroupTable {

  /** A group. */
  public record Group(String id, @Nullable String description, Instant creationDate) {}

  private static final String CREATE =
      """
      INSERT INTO user_group (id, description, creation_date) VALUES (?, ?::text, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String SELECT = "SELECT g.id, g.description, g.creation_date ";

  private static final String FIND = SELECT + "FROM user_group g WHERE g.id = ?";

  private static final String LIST =
      SELECT
          + """
          FROM user_group g
          WHERE g.id > ? AND g.id >= ? AND g.id < ? ORDER BY g.id LIMIT ?
          """;

  private static final String GROUPS =
      SELECT
          + """
          FROM membership m JOIN user_group g ON g.id = m.group_id
          WHERE m.username = ? AND m.group_id > ? AND m.group_id >= ? AND m.group_id < ?
          ORDER BY m.group_id LIMIT ?
          """;

  private static final String MEMBERS =
      """
      SELECT u.username, u.creation_date, u.friendly_name
      FROM membership m JOIN app_user u ON u.username = m.username
      WHERE m.group_id = ? AND m.username > ? AND m.username >= ? AND m.username < ?
      ORDER BY m.username LIMIT ?
      """;

  static final String ADD_MEMBER =
      "INSERT INTO membership (group_id, username) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String REMOVE_MEMBER =
      "DELETE FROM membership WHERE group_id = ? AND username = ?";

  private final Database database;

  public GroupTable(Database database) {
    this.database = database;
  }

  /** False when the id is taken. */
  public boolean create(Group group) {
    return database.write(
        connection ->
            Sql.update(connection, CREATE, group.id(), group.description(), group.creationDate())
                == 1);
  }

  public Optional<Group> find(String id) {
    return database.read(connection -> Sql.find(connection, GroupTable::map, FIND, id));
  }

  public List<Group> list(String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                GroupTable::map,
                LIST,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** Of a user. */
  public List<Group> listOf(String username, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                GroupTable::map,
                GROUPS,
                username,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  public List<UserTable.User> members(String id, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                UserTable::map,
                MEMBERS,
                id,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  public AccessOutcome delete(String id) {
    return AccessChange.remove(
        database, connection -> Sql.update(connection, "DELETE FROM user_group WHERE id = ?", id));
  }

  public AccessOutcome addMember(String id, String username) {
    return AccessChange.add(
        database, connection -> Sql.update(connection, ADD_MEMBER, id, username));
  }

  public AccessOutcome removeMember(String id, String username) {
    return AccessChange.remove(
        database, connection -> Sql.update(connection, REMOVE_MEMBER, id, username));
  }

  private static Group map(ResultSet row) throws SQLException {
    return new Group(
        row.getString("id"), row.getString("description"), Sql.instant(row, "creation_date"));
  }
}
