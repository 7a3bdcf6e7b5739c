package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.MetaRangeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** A row of the table commit. */
final class CommitRow {

  /** What {@link #map} reads. */
  static final String COLUMNS =
      "id, committer, message, creation_date, meta_range_id, parents, metadata, version, generation";

  /** Nine parameters: see {@link #parameters}. */
  static final String VALUES =
      "?::bytea, ?, ?, ?::timestamptz, ?, ?::bytea[], ?::jsonb, ?::int, ?::int";

  /** What {@link #node} reads. */
  static final String NODE_COLUMNS =
      "id, creation_date, meta_range_id, parents, version, generation";

  private CommitRow() {}

  static Commit map(ResultSet row) throws SQLException {
    return new Commit(
        CommitIds.of(row.getBytes("id")),
        row.getString("committer"),
        row.getString("message"),
        Sql.instant(row, "creation_date"),
        new MetaRangeId(row.getString("meta_range_id")),
        parents((byte[][]) row.getArray("parents").getArray()),
        StringMapJson.read(row.getString("metadata")),
        row.getInt("version"),
        row.getInt("generation"));
  }

  static CommitNode node(ResultSet row) throws SQLException {
    return new CommitNode(
        CommitIds.of(row.getBytes("id")),
        Sql.instant(row, "creation_date"),
        new MetaRangeId(row.getString("meta_range_id")),
        parents((byte[][]) row.getArray("parents").getArray()),
        row.getInt("version"),
        row.getInt("generation"));
  }

  private static List<CommitId> parents(byte[][] ids) {
    return Arrays.stream(ids).map(CommitIds::of).toList();
  }

  static Object[] parameters(Commit commit) {
    return new Object[] {
      commit.id(),
      commit.committer(),
      commit.message(),
      commit.creationDate(),
      commit.metaRangeId().value(),
      CommitIds.bytes(commit.parents()),
      StringMapJson.write(commit.metadata()),
      commit.version(),
      commit.generation()
    };
  }
}
