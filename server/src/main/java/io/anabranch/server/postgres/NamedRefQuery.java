package io.anabranch.server.postgres;

import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.RefStore.NamedRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a plain name stands for in one round trip: a whole commit id, a branch, a tag, or the
 * only commit whose id starts with the name, in this order.
 */
final class NamedRefQuery {

  private static final String BRANCH_OR_TAG =
      "SELECT 'branch' AS kind,"
          + BranchRow.COLUMNS
          + """
          FROM branch b WHERE b.repository_id = ? AND b.name = ?
          UNION ALL
          SELECT 'tag', NULL, t.name, t.commit_id, NULL, NULL, NULL
          FROM tag t WHERE t.repository_id = ? AND t.name = ?
          """;

  private static final String ANY =
      BRANCH_OR_TAG
          + """
          UNION ALL (
          SELECT 'commit', NULL, NULL, c.id, NULL, NULL, NULL
          FROM commit c WHERE c.repository_id = ? AND c.id BETWEEN ? AND ? LIMIT 2)
          """;

  private static final Pattern ID_START = Pattern.compile("[0-9a-f]{1,64}");

  private final Database database;

  NamedRefQuery(Database database) {
    this.database = database;
  }

  Optional<NamedRef> find(Repository repository, String name) {
    List<NamedRef> refs = list(repository, name);
    List<NamedRef> commits = refs.stream().filter(NamedRef.OfCommit.class::isInstance).toList();
    if (CommitId.isCommitId(name) && !commits.isEmpty()) {
      return Optional.of(commits.getFirst());
    }
    Optional<NamedRef> named =
        refs.stream().filter(ref -> !(ref instanceof NamedRef.OfCommit)).findFirst();
    return named.isEmpty() && commits.size() == 1 ? Optional.of(commits.getFirst()) : named;
  }

  private List<NamedRef> list(Repository repository, String name) {
    Object[] names = {repository.id(), name, repository.id(), name};
    return database.read(
        connection ->
            ID_START.matcher(name).matches()
                ? Sql.list(
                    connection,
                    NamedRefQuery::ref,
                    ANY,
                    Sql.join(
                        names, repository.id(), CommitIds.least(name), CommitIds.greatest(name)))
                : Sql.list(connection, NamedRefQuery::ref, BRANCH_OR_TAG, names));
  }

  private static NamedRef ref(ResultSet row) throws SQLException {
    CommitId commitId = CommitIds.of(row.getBytes("commit_id"));
    return switch (row.getString("kind")) {
      case "branch" -> new NamedRef.OfBranch(BranchRow.map(row));
      case "tag" -> new NamedRef.OfTag(new Tag(row.getString("name"), commitId));
      default -> new NamedRef.OfCommit(commitId);
    };
  }
}
