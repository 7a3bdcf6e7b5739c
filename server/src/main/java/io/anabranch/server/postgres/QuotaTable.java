package io.anabranch.server.postgres;

import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What users, repositories and stores may take, and what they have taken. Safe for use by many
 * threads.
 */
public final class QuotaTable {

  /** Whose a quota is. The names are in databases, so they stay. */
  public enum Scope {
    USER,
    REPOSITORY,
    STORE;

    /** As it is in the database. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Owner(Scope scope, String name) {
    @Override
    public String toString() {
      return scope.text() + " '" + name + "'";
    }
  }

  /** Empty where there is no limit. */
  public record Limits(
      Optional<Long> bytes, Optional<Long> objects, Optional<Integer> requestsPerSecond) {

    /** Whether it is counted what is stored. */
    public boolean countsStorage() {
      return bytes.isPresent() || objects.isPresent();
    }
  }

  public record Usage(long bytes, long objects) {}

  public record Quota(Owner owner, Limits limits, Usage used) {}

  /** More there cannot be: every server has their limits in memory. */
  public static final int MOST = 10_000;

  private static final String COLUMNS =
      " scope, name, max_bytes, max_objects, requests_per_second, used_bytes, used_objects ";

  private static final String FIND = "SELECT" + COLUMNS + "FROM quota WHERE scope = ? AND name = ?";

  private static final String LIST =
      "SELECT" + COLUMNS + "FROM quota WHERE (scope, name) > (?, ?) ORDER BY scope, name LIMIT ?";

  private static final String VERSION = "SELECT version FROM quota_version";

  /** Changes take their turn at this row, so that their number is known. */
  private static final String CHANGE = "UPDATE quota_version SET version = version + 1";

  private static final String COUNT = "SELECT count(*) FROM quota";

  private static final String SET =
      """
      INSERT INTO quota
        (scope, name, max_bytes, max_objects, requests_per_second, used_bytes, used_objects)
      VALUES (?, ?, ?::bigint, ?::bigint, ?::int, coalesce(?::bigint, 0), coalesce(?::bigint, 0))
      ON CONFLICT (scope, name) DO UPDATE SET
        max_bytes = excluded.max_bytes,
        max_objects = excluded.max_objects,
        requests_per_second = excluded.requests_per_second,
        used_bytes = coalesce(?::bigint, quota.used_bytes),
        used_objects = coalesce(?::bigint, quota.used_objects)
      RETURNING scope, name, max_bytes, max_objects, requests_per_second, used_bytes, used_objects
      """;

  private static final String DELETE = "DELETE FROM quota WHERE scope = ? AND name = ?";

  private final Database database;
  private final GroupCommit<QuotaCharges.Charge, QuotaCharges.Outcome> charges;

  public QuotaTable(Database database) {
    this.database = database;
    this.charges =
        new GroupCommit<>("quotas", database, Effect.UNKNOWN, charge -> "one", QuotaCharges::run);
  }

  /**
   * Counts bytes and objects for all of these, or for none when one of them has no room; those that
   * have no quota any more are left out. What is given back, as negative numbers, always has room.
   *
   * @return one that has no room
   */
  public Optional<Quota> charge(List<Owner> owners, long bytes, long objects) {
    return charges.submit(new QuotaCharges.Charge(owners, bytes, objects)).refusing();
  }

  /** Another one after every change of a limit. */
  public long version() {
    return database.read(connection -> Sql.get(connection, row -> row.getLong(1), VERSION));
  }

  public Optional<Quota> find(Owner owner) {
    return database.read(
        connection ->
            Sql.find(connection, QuotaTable::quota, FIND, owner.scope().text(), owner.name()));
  }

  /** By scope and name, ascending. */
  public List<Quota> list(String afterScope, String afterName, int limit) {
    return database.read(
        connection -> Sql.list(connection, QuotaTable::quota, LIST, afterScope, afterName, limit));
  }

  /**
   * Sets the limits of a new quota, or of one that is there.
   *
   * @param usedBytes what has been taken; empty leaves that as it is
   * @throws FailureException Conflict when there are too many
   */
  public Quota set(
      Owner owner, Limits limits, Optional<Long> usedBytes, Optional<Long> usedObjects) {
    return database.transaction(
        connection -> {
          change(connection);
          Quota set =
              Sql.get(
                  connection,
                  QuotaTable::quota,
                  SET,
                  owner.scope().text(),
                  owner.name(),
                  limits.bytes().orElse(null),
                  limits.objects().orElse(null),
                  limits.requestsPerSecond().orElse(null),
                  usedBytes.orElse(null),
                  usedObjects.orElse(null),
                  usedBytes.orElse(null),
                  usedObjects.orElse(null));
          if (Sql.get(connection, row -> row.getLong(1), COUNT) > MOST) {
            throw new FailureException(
                new Failure.Conflict(
                    "there are %d quotas, as many as there can be: delete some".formatted(MOST)));
          }
          return set;
        });
  }

  /**
   * @return false when there is none
   */
  public boolean delete(Owner owner) {
    return database.transaction(
        connection -> {
          change(connection);
          return Sql.update(connection, DELETE, owner.scope().text(), owner.name()) == 1;
        });
  }

  private static void change(Connection connection) throws SQLException {
    if (Sql.update(connection, CHANGE) != 1) {
      throw new IllegalStateException("the version of the quotas is missing");
    }
  }

  static Quota quota(ResultSet row) throws SQLException {
    return new Quota(
        new Owner(
            Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)), row.getString("name")),
        new Limits(
            Optional.ofNullable(row.getObject("max_bytes", Long.class)),
            Optional.ofNullable(row.getObject("max_objects", Long.class)),
            Optional.ofNullable(row.getObject("requests_per_second", Integer.class))),
        new Usage(row.getLong("used_bytes"), row.getLong("used_objects")));
  }
}
