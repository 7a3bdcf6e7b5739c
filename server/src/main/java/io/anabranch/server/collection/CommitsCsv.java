package io.anabranch.server.collection;

import io.anabranch.server.stores.Lines;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.retention.ActiveCommits;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The table of active commits. Its values are hexadecimal, so nothing needs quoting. */
final class CommitsCsv {

  private static final String HEADER = "commit_id,expired,metarange_id";

  private CommitsCsv() {}

  static Lines of(ActiveCommits commits) {
    return new Lines(
        () ->
            Stream.concat(
                    Stream.of(HEADER),
                    StreamSupport.stream(commits.spliterator(), false).map(CommitsCsv::row))
                .iterator());
  }

  private static String row(Commit commit) {
    return commit.id() + ",false," + commit.metaRangeId();
  }
}
