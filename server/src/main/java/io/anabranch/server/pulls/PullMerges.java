package io.anabranch.server.pulls;

import io.anabranch.server.postgres.PullTable;
import io.anabranch.server.postgres.PullTable.Pull;
import io.anabranch.server.postgres.PullTable.Status;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.merge.MergeOutcome;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges pull requests. The branch moves first, then the row says so: whoever finds that the source
 * has nothing new looks whether it is because it has just been merged, by another call or before a
 * server died, and records that merge. So merging twice makes one merge. Safe for use by many
 * threads.
 */
@Singleton
final class PullMerges {

  private final Pulls pulls;
  private final PullTable table;
  private final VersioningEngine engine;
  private final InstantSource clock;

  PullMerges(Pulls pulls, PullTable table, VersioningEngine engine, InstantSource clock) {
    this.pulls = pulls;
    this.table = table;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * The merge commit; empty when there are conflicts, which leave everything as it was.
   *
   * @throws FailureException Invalid when it is not open, and as merging the branches does
   */
  Optional<CommitId> merge(Repository repository, Pull pull, String committer) {
    if (pull.status() != Status.OPEN) {
      throw new FailureException(
          new Failure.Invalid(
              "pull request '%s' is %s: only open ones are merged"
                  .formatted(pull.id(), pull.status().text())));
    }
    // The commit, not the branch: it is what a merge that was made already is known by.
    CommitId source = engine.branches().get(repository, pull.sourceBranch()).head();
    return mergeOnce(repository, pull, source, request(pull, committer))
        .map(commit -> record(repository, pull, commit));
  }

  private Optional<CommitId> mergeOnce(
      Repository repository, Pull pull, CommitId source, MergeRequest request) {
    try {
      return switch (engine
          .merges()
          .merge(repository, source.value(), pull.destinationBranch(), request)) {
        case MergeOutcome.Merged(var commit) -> Optional.of(commit.id());
        case MergeOutcome.Conflicted _ -> Optional.empty();
      };
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.Invalid)) {
        throw e;
      }
      return Optional.of(findMade(repository, pull, source).orElseThrow(() -> e));
    }
  }

  /** On the main line of the destination since the pull request was opened. */
  private Optional<CommitId> findMade(Repository repository, Pull pull, CommitId source) {
    var request =
        new LogRequest(
            "", PageRequest.MAX_AMOUNT, true, true, pull.creationDate(), "", List.of(), List.of());
    return engine.log().list(repository, pull.destinationBranch(), request).items().stream()
        .filter(commit -> commit.isMerge() && commit.mainLineFirst().indexOf(source) > 0)
        .map(Commit::id)
        .findFirst();
  }

  private CommitId record(Repository repository, Pull pull, CommitId commit) {
    if (table.setMerged(repository, pull.id(), commit, clock.instant())) {
      return commit;
    }
    CommitId recorded = pulls.get(repository, pull.id()).mergedCommit();
    return recorded == null ? commit : recorded;
  }

  private static MergeRequest request(Pull pull, String committer) {
    return new MergeRequest(
        committer,
        "Merge '%s' into '%s'".formatted(pull.sourceBranch(), pull.destinationBranch()),
        Map.of(),
        MergeStrategy.DEFAULT,
        false,
        false,
        false);
  }
}
