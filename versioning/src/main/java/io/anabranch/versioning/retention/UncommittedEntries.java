package io.anabranch.versioning.retention;

import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.staging.BranchDifferences;
import io.anabranch.versioning.staging.StagedCursor;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.tree.TreeDifference;
import io.anabranch.versioning.tree.Trees;
import org.jspecify.annotations.Nullable;

/** What is staged on branches and differs from their heads. Safe for use by many threads. */
public final class UncommittedEntries {

  /** A walk over entries in order of path. Not for use by many threads. */
  @FunctionalInterface
  public interface Walk {

    /** Null at the end. Throws NotFound when the branch has been deleted. */
    @Nullable EntryRecord next();
  }

  private final StagingStore staging;
  private final CommitLookup commits;
  private final Trees trees;

  public UncommittedEntries(StagingStore staging, CommitLookup commits, Trees trees) {
    this.staging = staging;
    this.commits = commits;
    this.trees = trees;
  }

  /**
   * Added and changed entries. Throws NotFound when the branch does not exist.
   *
   * @param from the least path
   */
  public Walk open(Repository repository, String branch, Key from) {
    StagedCursor staged =
        StagedCursor.open(staging, repository, branch, Key.EMPTY, from)
            .orElseThrow(() -> Branches.notFound(repository, branch));
    BranchDifferences differences =
        BranchDifferences.uncommitted(repository, trees, commits, staged);
    differences.seek(from);
    return () -> nextEntry(differences);
  }

  private static @Nullable EntryRecord nextEntry(BranchDifferences differences) {
    TreeDifference difference = differences.next();
    while (difference != null) {
      RecordValue value = difference.right();
      if (value != null) {
        return new EntryRecord(difference.path(), value);
      }
      difference = differences.next();
    }
    return null;
  }
}
