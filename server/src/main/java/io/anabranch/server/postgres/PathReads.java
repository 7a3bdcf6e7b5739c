package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.staging.StagingStore.PathView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of paths by many callers, in one round trip. Branch and staged change come from one
 * snapshot: between two, a commit may finish and drop the area, and the path would be in neither.
 */
final class PathReads {

  private static final String NEWEST =
      """
      LEFT JOIN LATERAL (
        SELECT true AS staged, e.entry FROM staged_entry e
        WHERE e.staging_token = ANY (b.staging_token || b.sealed_tokens) AND e.path = u.path
        ORDER BY e.staging_token DESC LIMIT 1) s ON true
      """;
  private static final String FIND =
      "SELECT 1 AS ordinal, s.staged, s.entry,"
          + BranchRow.COLUMNS
          + "FROM (SELECT ?::int AS repository_id, ?::text AS name, ?::text AS path) u"
          + " JOIN branch b ON b.repository_id = u.repository_id AND b.name = u.name "
          + NEWEST;
  private static final String FIND_MANY =
      "SELECT u.ordinal, s.staged, s.entry,"
          + BranchRow.COLUMNS
          + "FROM unnest(?::int[], ?::text[], ?::text[])"
          + " WITH ORDINALITY u(repository_id, name, path, ordinal)"
          + " JOIN branch b ON b.repository_id = u.repository_id AND b.name = u.name "
          + NEWEST;

  record Request(BranchName branch, Key path, String text) {}

  private PathReads() {}

  static List<Optional<PathView>> run(Connection connection, List<Request> requests)
      throws SQLException {
    List<Optional<PathView>> views =
        new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
    Sql.list(connection, row -> put(views, requests, row), sql(requests), parameters(requests));
    return views;
  }

  private static int put(List<Optional<PathView>> views, List<Request> requests, ResultSet row)
      throws SQLException {
    int index = row.getInt("ordinal") - 1;
    StagedChange staged = staged(requests.get(index).path, row);
    views.set(index, Optional.of(new PathView(BranchRow.map(row), staged)));
    return index;
  }

  private static @Nullable StagedChange staged(Key path, ResultSet row) throws SQLException {
    return row.getBoolean("staged") ? new StagedChange(path, value(row)) : null;
  }

  static @Nullable RecordValue value(ResultSet row) throws SQLException {
    byte[] entry = row.getBytes("entry");
    return entry == null ? null : RecordValue.decode(entry);
  }

  private static String sql(List<Request> requests) {
    return requests.size() == 1 ? FIND : FIND_MANY;
  }

  private static Object[] parameters(List<Request> requests) {
    if (requests.size() == 1) {
      Request request = requests.getFirst();
      return new Object[] {request.branch.repositoryId(), request.branch.name(), request.text};
    }
    return new Object[] {
      requests.stream().mapToInt(request -> request.branch.repositoryId()).toArray(),
      requests.stream().map(request -> request.branch.name()).toArray(String[]::new),
      requests.stream().map(Request::text).toArray(String[]::new)
    };
  }
}
