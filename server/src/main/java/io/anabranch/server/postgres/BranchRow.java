package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.StagingToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A row of the table branch. */
final class BranchRow {

  /** What {@link #map} reads, of a table with the alias b. */
  static final String COLUMNS =
      " b.id, b.name, b.commit_id, b.staging_token, b.sealed_tokens, b.hidden ";

  private BranchRow() {}

  static Branch map(ResultSet row) throws SQLException {
    return new Branch(
        row.getInt("id"),
        row.getString("name"),
        CommitIds.of(row.getBytes("commit_id")),
        new StagingToken(row.getLong("staging_token")),
        tokens((Long[]) row.getArray("sealed_tokens").getArray()),
        row.getBoolean("hidden"));
  }

  private static List<StagingToken> tokens(Long[] values) {
    return Arrays.stream(values).map(StagingToken::new).toList();
  }

  static long[] values(Collection<StagingToken> tokens) {
    return tokens.stream().mapToLong(StagingToken::value).toArray();
  }
}
