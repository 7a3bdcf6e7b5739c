package io.anabranch.server.postgres;

import io.anabranch.server.postgres.CredentialTable.Credential;
import io.anabranch.server.postgres.UserTable.User;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What all servers on one database share: their id, and whether they have been set up. */
public final class InstallationTable {

  /**
   * The installation.
   *
   * @param setupDate empty until the first user has been created
   */
  public record Installation(String id, Instant creationDate, Optional<Instant> setupDate) {}

  private static final String CREATE =
      "INSERT INTO installation (id, creation_date) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String FIND = "SELECT id, creation_date, setup_date FROM installation";

  private static final String SET_UP =
      "UPDATE installation SET setup_date = ? WHERE setup_date IS NULL";

  private static final String ADMINISTRATORS = "Admins";

  private final Database database;

  public InstallationTable(Database database) {
    this.database = database;
  }

  /** The installation; with this id and date if there was none. */
  public Installation findOrCreate(String id, Instant now) {
    database.write(connection -> Sql.update(connection, CREATE, id, now));
    return database.read(connection -> Sql.get(connection, InstallationTable::map, FIND));
  }

  /**
   * Creates the first user, who may do everything. Of many attempts, on any server, exactly one
   * succeeds. The installation must exist.
   *
   * @return false when it has been set up already; nothing has changed then
   */
  public boolean setUp(User user, Credential credential, Instant now) {
    return database.transaction(connection -> setUp(connection, user, credential, now));
  }

  private static boolean setUp(Connection connection, User user, Credential credential, Instant now)
      throws SQLException {
    if (Sql.update(connection, SET_UP, now) == 0) {
      return false;
    }
    UserTable.create(connection, user);
    if (!CredentialTable.create(connection, credential)) {
      throw new IllegalStateException("the first credential could not be created");
    }
    Sql.update(connection, GroupTable.ADD_MEMBER, ADMINISTRATORS, user.username());
    return true;
  }

  private static Installation map(ResultSet row) throws SQLException {
    return new Installation(
        row.getString("id"),
        Sql.instant(row, "creation_date"),
        Optional.ofNullable(Sql.findInstant(row, "setup_date")));
  }
}
