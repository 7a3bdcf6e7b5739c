package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How changes of who may do what are made: one after the other, so that each is judged by what is
 * there, and told to all servers when it is durable.
 */
final class AccessChange {

  /** On which all servers hear of changes. */
  static final String CHANNEL = "anabranch_access";

  /** Carries the outcome through the rollback. */
  private static final class LastAdministratorException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final String BEGIN =
      "UPDATE access_version SET version = version + 1; SELECT pg_notify('%s', '')"
          .formatted(CHANNEL);

  /** One with a key that does not end: who has none cannot sign in, today or later. */
  private static final String HAS_ADMINISTRATOR =
      """
      SELECT EXISTS (
        SELECT FROM (
          SELECT username FROM policy_on_user WHERE policy_id = ?
          UNION
          SELECT m.username FROM policy_on_group p JOIN membership m USING (group_id)
          WHERE p.policy_id = ?) administrator
        JOIN app_user u USING (username)
        JOIN credential c ON c.user_id = u.id AND c.expires IS NULL)
      """;

  private AccessChange() {}

  /** One that can only give rights, or that nobody loses the last of. */
  static AccessOutcome add(Database database, SqlWork<Integer> change) {
    return database.transaction(
        connection -> {
          begin(connection);
          return make(connection, change);
        });
  }

  /** One that may take the last administrator away; then nothing changes. */
  static AccessOutcome remove(Database database, SqlWork<Integer> change) {
    try {
      return database.transaction(
          connection -> {
            begin(connection);
            boolean before = hasAdministrator(connection);
            AccessOutcome outcome = make(connection, change);
            if (before && !hasAdministrator(connection)) {
              throw new LastAdministratorException();
            }
            return outcome;
          });
    } catch (LastAdministratorException e) {
      return AccessOutcome.LAST_ADMINISTRATOR;
    }
  }

  /** From here on others wait for this change. */
  private static void begin(Connection connection) throws SQLException {
    Sql.get(connection, _ -> true, BEGIN);
  }

  private static AccessOutcome make(Connection connection, SqlWork<Integer> change)
      throws SQLException {
    try {
      return change.run(connection) == 0 ? AccessOutcome.NOTHING : AccessOutcome.DONE;
    } catch (SQLException e) {
      if (SqlFailures.isReferenceMissing(e)) {
        // After an error the transaction can only be rolled back.
        connection.rollback();
        return AccessOutcome.MISSING;
      }
      throw e;
    }
  }

  private static boolean hasAdministrator(Connection connection) throws SQLException {
    return Sql.get(
        connection,
        row -> row.getBoolean(1),
        HAS_ADMINISTRATOR,
        PolicyTable.ADMINISTRATION,
        PolicyTable.ADMINISTRATION);
  }
}
