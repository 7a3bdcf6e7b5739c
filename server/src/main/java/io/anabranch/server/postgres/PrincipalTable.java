package io.anabranch.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identities from elsewhere that may sign on as users. Safe for use by many threads. */
public final class PrincipalTable {

  /**
   * An identity and its user.
   *
   * @param id unique over all users
   */
  public record Principal(String id, String username, Map<String, String> settings) {

    public Principal {
      settings = Map.copyOf(settings);
    }
  }

  private static final String CREATE =
      """
      INSERT INTO external_principal (id, username, settings) VALUES (?, ?, ?::jsonb)
      ON CONFLICT DO NOTHING
      """;

  private static final String SELECT = "SELECT id, username, settings FROM external_principal ";

  private static final String FIND = SELECT + "WHERE id = ?";

  private static final String LIST =
      SELECT + "WHERE username = ? AND id > ? AND id >= ? AND id < ? ORDER BY id LIMIT ?";

  private static final String DELETE =
      "DELETE FROM external_principal WHERE username = ? AND id = ?";

  private final Database database;

  public PrincipalTable(Database database) {
    this.database = database;
  }

  /** NOTHING when the id is taken, by any user; MISSING when there is no such user. */
  public AccessOutcome create(Principal principal) {
    return AccessChange.add(
        database,
        connection ->
            Sql.update(
                connection,
                CREATE,
                principal.id(),
                principal.username(),
                StringMapJson.write(principal.settings())));
  }

  public Optional<Principal> find(String id) {
    return database.read(connection -> Sql.find(connection, PrincipalTable::map, FIND, id));
  }

  /** Of one user, by id, after the given one, with a prefix; empty for all. */
  public List<Principal> list(String username, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                PrincipalTable::map,
                LIST,
                username,
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** NOTHING when the user has no such principal. */
  public AccessOutcome delete(String username, String id) {
    return AccessChange.add(database, connection -> Sql.update(connection, DELETE, username, id));
  }

  private static Principal map(ResultSet row) throws SQLException {
    return new Principal(
        row.getString("id"),
        row.getString("username"),
        StringMapJson.read(row.getString("settings")));
  }
}
