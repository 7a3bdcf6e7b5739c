package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Policies, and which users and groups have them. Lists are by id, ascending, after a given one,
 * with a prefix; both may be empty. Safe for use by many threads.
 */
public final class PolicyTable {

  /** The policy of those who may give rights, back to themselves too; somebody always has it. */
  public static final String ADMINISTRATION = "AuthFullAccess";

  /**
   * A policy.
   *
   * @param statements JSON
   */
  public record Policy(String id, Instant creationDate, String statements) {}

  /** What a policy is attached to. */
  public enum Holder {
    USER("policy_on_user", "username"),
    GROUP("policy_on_group", "group_id");

    private final String attach;
    private final String detach;
    private final String list;
    private final String ids;

    Holder(String table, String column) {
      this.attach =
          "INSERT INTO %s (%s, policy_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
              .formatted(table, column);
      this.detach = "DELETE FROM %s WHERE %s = ? AND policy_id = ?".formatted(table, column);
      this.list =
          SELECT
              + """
              FROM %s h JOIN policy p ON p.id = h.policy_id
              WHERE h.%s = ? AND h.policy_id > ? AND h.policy_id >= ? AND h.policy_id < ?
              ORDER BY h.policy_id LIMIT ?
              """
                  .formatted(table, column);
      this.ids = "SELECT policy_id FROM %s WHERE %s = ?".formatted(table, column);
    }
  }

  private static final String SELECT = "SELECT p.id, p.creation_date, p.statements::text ";

  private static final String CREATE =
      """
      INSERT INTO policy (id, creation_date, statements) VALUES (?, ?, ?::jsonb)
      ON CONFLICT DO NOTHING
      """;

  private static final String UPDATE = "UPDATE policy SET statements = ?::jsonb WHERE id = ?";

  private static final String FIND = SELECT + "FROM policy p WHERE p.id = ?";

  private static final String LIST =
      SELECT
          + """
          FROM policy p WHERE p.id > ? AND p.id >= ? AND p.id < ? ORDER BY p.id LIMIT ?
          """;

  /** A page of each of the user's groups is enough for a page of them all. */
  private static final String EFFECTIVE_PAGE =
      SELECT
          + """
          FROM (
            (SELECT policy_id FROM policy_on_user
             WHERE username = ? AND policy_id > ? AND policy_id >= ? AND policy_id < ?
             ORDER BY policy_id LIMIT ?)
            UNION
            SELECT through.policy_id FROM membership m CROSS JOIN LATERAL (
              SELECT g.policy_id FROM policy_on_group g
              WHERE g.group_id = m.group_id
                AND g.policy_id > ? AND g.policy_id >= ? AND g.policy_id < ?
              ORDER BY g.policy_id LIMIT ?) through
            WHERE m.username = ?) held
          JOIN policy p ON p.id = held.policy_id
          ORDER BY p.id LIMIT ?
          """;

  private static final String EFFECTIVE =
      SELECT
          + """
          FROM policy p WHERE p.id IN (
            SELECT policy_id FROM policy_on_user WHERE username = ?
            UNION
            SELECT g.policy_id FROM membership m JOIN policy_on_group g USING (group_id)
            WHERE m.username = ?)
          ORDER BY p.id
          """;

  private final Database database;

  public PolicyTable(Database database) {
    this.database = database;
  }

  /** False when the id is taken. */
  public boolean create(Policy policy) {
    return database.write(
        connection ->
            Sql.update(connection, CREATE, policy.id(), policy.creationDate(), policy.statements())
                == 1);
  }

  public AccessOutcome update(String id, String statements) {
    return AccessChange.add(database, connection -> Sql.update(connection, UPDATE, statements, id));
  }

  public AccessOutcome delete(String id) {
    return AccessChange.remove(
        database, connection -> Sql.update(connection, "DELETE FROM policy WHERE id = ?", id));
  }

  public Optional<Policy> find(String id) {
    return database.read(connection -> Sql.find(connection, PolicyTable::map, FIND, id));
  }

  public List<Policy> list(String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                PolicyTable::map,
                LIST,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** Attached to a user or group itself. */
  public List<Policy> listOf(Holder holder, String id, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                PolicyTable::map,
                holder.list,
                id,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** A page of all that a user has, through groups too. */
  public List<Policy> listEffective(String username, String prefix, String after, int limit) {
    String end = PathText.leastAfter(prefix);
    return database.read(
        connection ->
            Sql.list(
                connection,
                PolicyTable::map,
                EFFECTIVE_PAGE,
                username,
                after,
                prefix,
                end,
                limit,
                after,
                prefix,
                end,
                limit,
                username,
                limit));
  }

  /** All that a user has, through groups too, at one moment. */
  public List<Policy> effective(String username) {
    return database.read(
        connection -> Sql.list(connection, PolicyTable::map, EFFECTIVE, username, username));
  }

  /** The ids of all that are attached to a group itself. */
  public List<String> idsOfGroup(String group) {
    return database.read(
        connection -> Sql.list(connection, row -> row.getString(1), Holder.GROUP.ids, group));
  }

  public AccessOutcome attach(Holder holder, String id, String policy) {
    return AccessChange.add(
        database, connection -> Sql.update(connection, holder.attach, id, policy));
  }

  public AccessOutcome detach(Holder holder, String id, String policy) {
    return AccessChange.remove(
        database, connection -> Sql.update(connection, holder.detach, id, policy));
  }

  /** Has a group have these policies and no others. */
  public AccessOutcome exchange(String group, Collection<String> policies) {
    String[] ids = policies.toArray(String[]::new);
    return AccessChange.remove(database, connection -> exchange(connection, group, ids));
  }

  private static int exchange(Connection connection, String group, String[] policies)
      throws SQLException {
    Sql.update(connection, "DELETE FROM policy_on_group WHERE group_id = ?", group);
    return Sql.update(
        connection,
        "INSERT INTO policy_on_group (group_id, policy_id) SELECT ?, unnest(?::text[])",
        group,
        policies);
  }

  /** Grows with every change of who may do what. */
  public long version() {
    return database.read(
        connection ->
            Sql.get(connection, row -> row.getLong(1), "SELECT version FROM access_version"));
  }

  private static Policy map(ResultSet row) throws SQLException {
    return new Policy(
        row.getString("id"), Sql.instant(row, "creation_date"), row.getString("statements"));
  }
}
