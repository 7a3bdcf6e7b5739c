package io.anabranch.versioning.commit;

import static java.time.temporal.ChronoUnit.MICROS;

import io.anabranch.versioning.identity.CommitIdentity;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the maker of a commit says about it.
 *
 * @param date cut to microseconds, which is what the database keeps
 */
public record NewCommit(
    String committer, String message, Instant date, Map<String, String> metadata) {

  /** The version of the records that are made now. */
  public static final int VERSION = 1;

  public NewCommit {
    date = date.truncatedTo(MICROS);
    metadata = Map.copyOf(metadata);
  }

  /** The commit of a tree on top of the given parents, none for a first commit. */
  public Commit of(MetaRangeId tree, List<Commit> parents) {
    List<CommitId> parentIds = parents.stream().map(Commit::id).toList();
    return new Commit(
        CommitIdentity.of(
            committer, message, tree.value(), date.getEpochSecond(), metadata, parentIds),
        committer,
        message,
        date,
        tree,
        parentIds,
        new TreeMap<>(metadata),
        VERSION,
        generation(parents));
  }

  static int generation(Collection<Commit> parents) {
    return 1 + parents.stream().mapToInt(Commit::generation).max().orElse(0);
  }
}
