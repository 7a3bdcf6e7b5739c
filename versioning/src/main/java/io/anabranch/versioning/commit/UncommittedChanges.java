package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Lookahead;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.BranchDifferences;
import io.anabranch.versioning.staging.StagedCursor;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.tree.Trees;

/**
 * Tells whether a branch has uncommitted changes. A staged value that the head has already, and a
 * tombstone of what the head does not have, are none.
 */
public final class UncommittedChanges {

  private final RefStore refs;
  private final StagingStore staging;
  private final CommitLookup commits;
  private final Trees trees;

  public UncommittedChanges(
      RefStore refs, StagingStore staging, CommitLookup commits, Trees trees) {
    this.refs = refs;
    this.staging = staging;
    this.commits = commits;
    this.trees = trees;
  }

  /** Throws NotFound when the branch does not exist. */
  public boolean exist(Repository repository, String branch) {
    return exist(repository, open(repository, branch));
  }

  /**
   * The branch, whose sealed areas hold no change and can be dropped when it moves. Throws Invalid
   * when it has uncommitted changes, with the given words for what cannot be done then.
   */
  public Branch requireNone(Repository repository, String name, String refusal) {
    StagedCursor staged = open(repository, name);
    if (staged.peek() == null) {
      return staged.branch();
    }
    if (exist(repository, staged)) {
      throw dirty(name, refusal);
    }
    // Without this, a staged value that equals the old head's would undo what the new head brings.
    Branch branch =
        refs.seal(repository, name).orElseThrow(() -> Branches.notFound(repository, name));
    if (existSealed(repository, branch)) {
      throw dirty(name, refusal);
    }
    return branch;
  }

  /** Whether there are any in the sealed areas, as after a commit that failed. */
  boolean existSealed(Repository repository, Branch branch) {
    MetaRangeId tree = commits.referenced(repository, branch.head()).metaRangeId();
    Lookahead<EntryRecord> entries =
        new Lookahead<>(trees.entries(repository.location(), tree), EntryRecord::path);
    try (StagingStore.Scan changes = staging.scan(branch.sealedTokens())) {
      StagedChange change = changes.next();
      while (change != null && BranchDifferences.effect(change, entries) == null) {
        change = changes.next();
      }
      return change != null;
    }
  }

  private boolean exist(Repository repository, StagedCursor staged) {
    return staged.peek() != null
        && BranchDifferences.uncommitted(repository, trees, commits, staged).next() != null;
  }

  private StagedCursor open(Repository repository, String branch) {
    return StagedCursor.open(staging, repository, branch, Key.EMPTY, Key.EMPTY)
        .orElseThrow(() -> Branches.notFound(repository, branch));
  }

  /** The refusal, with words for what cannot be done with uncommitted changes. */
  public static FailureException dirty(String branch, String refusal) {
    return new FailureException(
        new Failure.Invalid(
            "branch '%s' has uncommitted changes: commit or reset them %s"
                .formatted(branch, refusal)));
  }
}
