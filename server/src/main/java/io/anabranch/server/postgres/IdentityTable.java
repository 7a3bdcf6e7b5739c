package io.anabranch.server.postgres;

import java.util.Collection;
import java.util.Optional;

/** Users who sign on through a provider, and the groups it has them in. Safe for many threads. */
public final class IdentityTable {

  private static final String FIND =
      """
      SELECT u.username, u.creation_date, u.friendly_name
      FROM external_principal p JOIN app_user u ON u.username = p.username WHERE p.id = ?
      """;

  private static final String LINK =
      "INSERT INTO external_principal (id, username) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String GIVE =
      """
      INSERT INTO membership (group_id, username, from_provider)
      SELECT g.id, ?, ? FROM user_group g WHERE g.id = ANY (?::text[]) ON CONFLICT DO NOTHING
      """;

  private static final String TAKE =
      """
      DELETE FROM membership WHERE username = ? AND from_provider AND group_id <> ALL (?::text[])
      """;

  private static final String DIFFERS =
      """
      SELECT
        EXISTS (SELECT FROM membership
          WHERE username = ? AND from_provider AND group_id <> ALL (?::text[]))
        OR EXISTS (SELECT FROM user_group g WHERE g.id = ANY (?::text[])
          AND NOT EXISTS (SELECT FROM membership m WHERE m.group_id = g.id AND m.username = ?))
      """;

  private static final String RENAME =
      """
      UPDATE app_user SET friendly_name = ?
      WHERE username = ? AND friendly_name IS DISTINCT FROM ?::text
      """;

  private final Database database;

  public IdentityTable(Database database) {
    this.database = database;
  }

  /** The user that a principal stands for. */
  public Optional<UserTable.User> findUser(String principal) {
    return database.read(connection -> Sql.find(connection, UserTable::map, FIND, principal));
  }

  /**
   * Makes a user of a principal, or neither.
   *
   * @param groups those of them that do not exist are left out
   * @return NOTHING when the name or the principal is taken
   */
  public AccessOutcome create(String principal, UserTable.User user, Collection<String> groups) {
    return AccessChange.add(
        database,
        connection -> {
          if (!UserTable.create(connection, user)) {
            return 0;
          }
          if (Sql.update(connection, LINK, principal, user.username()) == 0) {
            connection.rollback();
            return 0;
          }
          var _ = Sql.update(connection, GIVE, user.username(), false, array(groups));
          return 1;
        });
  }

  /** Whether {@link #setGroups} would change anything. */
  public boolean differ(String username, Collection<String> groups) {
    String[] ids = array(groups);
    return database.read(
        connection ->
            Sql.get(connection, row -> row.getBoolean(1), DIFFERS, username, ids, ids, username));
  }

  /**
   * Has a user be in these of the groups that exist, and in those given by hand.
   *
   * @return LAST_ADMINISTRATOR when nobody would be left to administer; nothing has changed then
   */
  public AccessOutcome setGroups(String username, Collection<String> groups) {
    String[] ids = array(groups);
    return AccessChange.remove(
        database,
        connection ->
            Sql.update(connection, TAKE, username, ids)
                + Sql.update(connection, GIVE, username, true, ids));
  }

  /** Keeps what people call a user. */
  public void setFriendlyName(String username, String name) {
    var _ = database.write(connection -> Sql.update(connection, RENAME, name, username, name));
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
