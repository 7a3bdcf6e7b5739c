package io.anabranch.server.postgres;

import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stages the changes of many callers, to many branches, in one round trip.
 *
 * <p>The lock is a statement of its own: were it part of the insert, the snapshot that says which
 * area is current would be older than the wait for the lock, and what was acknowledged would be in
 * an area that has been committed already. Rows go in by area and path, so that two servers with
 * the same paths wait for each other in the same order.
 */
final class StageBatch {

  private static final String STAGE =
      """
      SELECT pg_advisory_xact_lock_shared(7, k) FROM unnest(?::int[]) k;
      WITH named AS MATERIALIZED (
        SELECT n.ordinal::int, b.staging_token
        FROM unnest(?::int[], ?::text[]) WITH ORDINALITY n(repository_id, name, ordinal)
        JOIN branch b ON b.repository_id = n.repository_id AND b.name = n.name),
      staged AS (
        INSERT INTO staged_entry (staging_token, path, entry)
        SELECT n.staging_token, u.path, u.entry
        FROM unnest(?::int[], ?::text[], ?::bytea[]) u(ordinal, path, entry)
        JOIN named n ON n.ordinal = u.ordinal
        ORDER BY n.staging_token, u.path COLLATE "C"
        ON CONFLICT (staging_token, path) DO UPDATE SET entry = excluded.entry)
      SELECT ordinal FROM named
      """;

  /** A change, where it belongs, and its path as text. */
  record Request(BranchName branch, String path, StagedChange change) {
    static Request of(BranchName branch, StagedChange change) {
      return new Request(branch, PathText.of(change.path()), change);
    }

    byte @Nullable [] entry() {
      return StageBatch.entry(change);
    }
  }

  private record Place(BranchName branch, String path) {}

  private StageBatch() {}

  /** As the column has it; null for a tombstone. */
  static byte @Nullable [] entry(StagedChange change) {
    RecordValue value = change.value();
    return value == null ? null : value.encoded();
  }

  static List<StageOutcome> run(Connection connection, List<Request> requests) throws SQLException {
    Map<BranchName, Integer> ordinals = ordinals(requests);
    Set<Integer> existing = insert(connection, ordinals, newest(requests));
    return requests.stream()
        .map(request -> existing.contains(ordinals.get(request.branch)))
        .map(exists -> exists ? StageOutcome.STAGED : StageOutcome.BRANCH_GONE)
        .toList();
  }

  private static Map<BranchName, Integer> ordinals(List<Request> requests) {
    Map<BranchName, Integer> ordinals = new LinkedHashMap<>();
    for (Request request : requests) {
      ordinals.putIfAbsent(request.branch, ordinals.size() + 1);
    }
    return ordinals;
  }

  /** One statement must not touch a row twice. */
  private static List<Request> newest(List<Request> requests) {
    Map<Place, Request> newest = LinkedHashMap.newLinkedHashMap(requests.size());
    for (Request request : requests) {
      newest.put(new Place(request.branch, request.path), request);
    }
    return new ArrayList<>(newest.values());
  }

  private static Set<Integer> insert(
      Connection connection, Map<BranchName, Integer> ordinals, List<Request> rows)
      throws SQLException {
    return new HashSet<>(
        Sql.list(
            connection,
            row -> row.getInt(1),
            STAGE,
            ordinals.keySet().stream().mapToInt(BranchName::lock).sorted().distinct().toArray(),
            ordinals.keySet().stream().mapToInt(BranchName::repositoryId).toArray(),
            ordinals.keySet().stream().map(BranchName::name).toArray(String[]::new),
            rows.stream().mapToInt(row -> ordinals.getOrDefault(row.branch, 0)).toArray(),
            rows.stream().map(Request::path).toArray(String[]::new),
            rows.stream().map(Request::entry).toArray(byte[][]::new)));
  }
}
