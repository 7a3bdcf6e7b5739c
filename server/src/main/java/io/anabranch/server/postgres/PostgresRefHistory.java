package io.anabranch.server.postgres;

import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How refs moved, by the table ref_change. For one ref, its index by time and number is in the
 * order of both.
 */
public final class PostgresRefHistory implements RefHistory {

  private static final String OF_REF =
      "SELECT"
          + RefChangeRow.COLUMNS
          + "FROM ref_change c WHERE c.repository_id = ? AND c.ref_kind = ? AND c.ref_name = ?";

  private static final String NEWEST_FIRST = " ORDER BY c.change_time DESC, c.id DESC LIMIT ";

  private static final String LIST = OF_REF + NEWEST_FIRST + "?";

  /** When that row has become too old meanwhile, so have those that would follow. */
  private static final String LIST_BELOW =
      OF_REF
          + " AND (c.change_time, c.id) < (SELECT o.change_time, o.id FROM ref_change o"
          + " WHERE o.id = ? AND o.repository_id = c.repository_id)"
          + NEWEST_FIRST
          + "?";

  private static final String LAST = OF_REF + " AND c.change_time <= ?" + NEWEST_FIRST + "1";

  /** What is skipped is read from the index alone, or nearly so. */
  private static final String PRIOR =
      "SELECT"
          + RefChangeRow.COLUMNS
          + "FROM ref_change c WHERE c.id = (SELECT p.id FROM ref_change p"
          + " WHERE p.repository_id = ? AND p.ref_kind = ? AND p.ref_name = ?"
          + " ORDER BY p.change_time DESC, p.id DESC OFFSET ? LIMIT 1)";

  private static final String OLDEST = OF_REF + " ORDER BY c.change_time, c.id LIMIT 1";

  private final Database database;

  public PostgresRefHistory(Database database) {
    this.database = database;
  }

  @Override
  public List<RefMove> list(
      Repository repository, RefKind kind, String name, long below, int limit) {
    Object[] ref = {repository.id(), kind.text(), name};
    return database.read(
        connection ->
            below == Long.MAX_VALUE
                ? Sql.list(connection, RefChangeRow::map, LIST, Sql.join(ref, limit))
                : Sql.list(connection, RefChangeRow::map, LIST_BELOW, Sql.join(ref, below, limit)));
  }

  @Override
  public Optional<RefMove> findLast(Repository repository, String branch, Instant time) {
    return find(repository, branch, LAST, time);
  }

  @Override
  public Optional<RefMove> findPrior(Repository repository, String branch, int later) {
    return find(repository, branch, PRIOR, later);
  }

  @Override
  public Optional<RefMove> findOldest(Repository repository, String branch) {
    return find(repository, branch, OLDEST);
  }

  private Optional<RefMove> find(Repository repository, String branch, String sql, Object... more) {
    Object[] parameters = Sql.join(repository.id(), RefKind.BRANCH.text(), branch, more);
    return database.read(connection -> Sql.find(connection, RefChangeRow::map, sql, parameters));
  }
}
