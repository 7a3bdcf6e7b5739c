package io.anabranch.server.postgres;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.RefStore.RestoreOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.function.Function;

/** Fills a bare repository with commits, branches and tags, in a transaction of the caller's. */
final class RefsRestore {

  private static final int BATCH = 500;

  /** Nobody creates a branch or tag, or records a commit, until the transaction has ended. */
  private static final String CHECK =
      """
      SELECT pg_advisory_xact_lock(8, ?);
      SELECT NOT EXISTS (SELECT FROM repository WHERE id = r.id) AS gone,
        NOT EXISTS (SELECT FROM branch WHERE repository_id = r.id)
          AND NOT EXISTS (SELECT FROM tag WHERE repository_id = r.id)
          AND NOT EXISTS (SELECT FROM commit WHERE repository_id = r.id) AS bare
      FROM (SELECT ?::int AS id) r
      """;

  private static final String COMMIT =
      "INSERT INTO commit (repository_id, %s) VALUES (?, %s)"
          .formatted(CommitRow.COLUMNS, CommitRow.VALUES);

  private static final String BRANCH =
      "INSERT INTO branch (repository_id, name, commit_id) VALUES (?, ?, ?)";

  private static final String TAG =
      "INSERT INTO tag (repository_id, name, commit_id) VALUES (?, ?, ?)";

  /** The repository was bare, so all that it has now has been restored. */
  private static final String RECORD_BRANCHES =
      RefChangeRow.insert(
          "'branch'",
          "m.name",
          "NULL",
          "m.commit_id",
          "m.moved_at",
          "(SELECT * FROM branch WHERE repository_id = ? ORDER BY name)");

  private static final String RECORD_TAGS =
      RefChangeRow.insert(
          "'tag'",
          "m.name",
          "NULL",
          "m.commit_id",
          "clock_timestamp()",
          "(SELECT * FROM tag WHERE repository_id = ? ORDER BY name)");

  private RefsRestore() {}

  static RestoreOutcome run(
      Connection connection,
      Repository repository,
      Iterator<Commit> commits,
      Iterator<BranchHead> branches,
      Iterator<Tag> tags,
      Cause cause)
      throws SQLException {
    int id = repository.id();
    RestoreOutcome outcome =
        Sql.get(
            connection,
            row ->
                row.getBoolean("gone")
                    ? RestoreOutcome.REPOSITORY_GONE
                    : row.getBoolean("bare") ? RestoreOutcome.RESTORED : RestoreOutcome.NOT_BARE,
            CHECK,
            id,
            id);
    if (outcome == RestoreOutcome.RESTORED) {
      insert(connection, COMMIT, commits, c -> Sql.join(id, CommitRow.parameters(c)));
      insert(connection, BRANCH, branches, b -> new Object[] {id, b.name(), b.head()});
      insert(connection, TAG, tags, t -> new Object[] {id, t.name(), t.commitId()});
      Object[] recorded = Sql.join(RefChangeRow.parameters(repository.name(), cause), id);
      Sql.update(connection, RECORD_BRANCHES, recorded);
      Sql.update(connection, RECORD_TAGS, recorded);
    }
    return outcome;
  }

  private static <T> void insert(
      Connection connection, String sql, Iterator<T> rows, Function<T, Object[]> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int waiting = 0;
      while (rows.hasNext()) {
        Sql.bind(statement, parameters.apply(rows.next()));
        statement.addBatch();
        if (++waiting == BATCH || !rows.hasNext()) {
          statement.executeBatch();
          waiting = 0;
        }
      }
    }
  }
}
