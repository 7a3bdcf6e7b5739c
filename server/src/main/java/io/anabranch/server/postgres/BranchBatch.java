package io.anabranch.server.postgres;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.ref.RefStore.CreateOutcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Creates the branches of many callers in one round trip. */
final class BranchBatch {

  private static final String CREATE =
      """
      SELECT pg_advisory_xact_lock_shared(8, k) FROM unnest(?::int[]) k;
      WITH wanted AS MATERIALIZED (
        SELECT w.*, r.name AS repository, r.id IS NULL AS gone,
          EXISTS (SELECT FROM tag t
            WHERE t.repository_id = w.repository_id AND t.name = w.name) AS taken
        FROM unnest(?::int[], ?::text[], ?::bytea[], ?::boolean[], ?::text[], ?::text[], ?::text[])
          WITH ORDINALITY w(repository_id, name, commit_id, hidden, operation, username, message,
            ordinal)
        LEFT JOIN repository r ON r.id = w.repository_id),
      created AS (
        INSERT INTO branch (repository_id, name, commit_id, hidden)
        SELECT w.repository_id, w.name, w.commit_id, w.hidden FROM wanted w
        WHERE NOT w.gone AND NOT w.taken
        ORDER BY w.repository_id, w.name COLLATE "C"
        ON CONFLICT DO NOTHING
        RETURNING repository_id, name, commit_id, moved_at),
      recorded AS (%s
        SELECT c.repository_id, 'branch', c.name, NULL, c.commit_id, c.moved_at,
          w.repository, w.operation, w.username, w.message, %s
        FROM created c JOIN wanted w ON w.repository_id = c.repository_id AND w.name = c.name)
      SELECT w.gone, w.taken, c.name IS NOT NULL AS created FROM wanted w
      LEFT JOIN created c ON c.repository_id = w.repository_id AND c.name = w.name
      ORDER BY w.ordinal
      """
          .formatted(RefChangeRow.INSERT, RefChangeRow.POSITION);

  record Request(BranchName branch, CommitId head, boolean hidden, Cause cause) {
    int repositoryId() {
      return branch.repositoryId();
    }
  }

  private BranchBatch() {}

  static List<CreateOutcome> run(Connection connection, List<Request> requests)
      throws SQLException {
    Map<BranchName, Request> first = new LinkedHashMap<>();
    requests.forEach(request -> first.putIfAbsent(request.branch, request));
    List<Request> wanted = List.copyOf(first.values());
    Map<BranchName, CreateOutcome> outcomes = new LinkedHashMap<>();
    List<CreateOutcome> created = create(connection, wanted);
    for (int i = 0; i < created.size(); i++) {
      outcomes.put(wanted.get(i).branch, created.get(i));
    }
    return inOrder(requests, outcomes);
  }

  /**
   * Of several requests for one name the first may have created it; then it exists for the rest.
   */
  private static List<CreateOutcome> inOrder(
      List<Request> requests, Map<BranchName, CreateOutcome> outcomes) {
    List<CreateOutcome> answers = new ArrayList<>(requests.size());
    for (Request request : requests) {
      CreateOutcome outcome = outcomes.getOrDefault(request.branch, CreateOutcome.EXISTS);
      answers.add(outcome);
      if (outcome == CreateOutcome.CREATED) {
        outcomes.put(request.branch, CreateOutcome.EXISTS);
      }
    }
    return answers;
  }

  private static List<CreateOutcome> create(Connection connection, List<Request> wanted)
      throws SQLException {
    return Sql.list(
        connection,
        BranchBatch::outcome,
        CREATE,
        wanted.stream().mapToInt(Request::repositoryId).sorted().distinct().toArray(),
        wanted.stream().mapToInt(Request::repositoryId).toArray(),
        texts(wanted, request -> request.branch.name()),
        CommitIds.bytes(wanted.stream().map(Request::head).toList()),
        hidden(wanted),
        texts(wanted, request -> request.cause.operation().text()),
        texts(wanted, request -> request.cause.user()),
        texts(wanted, request -> request.cause.message()));
  }

  static CreateOutcome outcome(ResultSet row) throws SQLException {
    if (row.getBoolean("gone")) {
      return CreateOutcome.REPOSITORY_GONE;
    }
    if (row.getBoolean("taken")) {
      return CreateOutcome.TAKEN_BY_OTHER_KIND;
    }
    return row.getBoolean("created") ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
  }

  private static String[] texts(List<Request> wanted, Function<Request, String> text) {
    return wanted.stream().map(text).toArray(String[]::new);
  }

  private static boolean[] hidden(List<Request> wanted) {
    boolean[] hidden = new boolean[wanted.size()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = wanted.get(i).hidden;
    }
    return hidden;
  }
}
