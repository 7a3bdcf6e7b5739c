package io.anabranch.versioning.ref;

import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.CommitId;

/** What a ref expression stands for at the moment it was resolved. */
public sealed interface ResolvedRef {

  /** The commit; the head where a branch with its staged changes is meant. */
  CommitId commitId();

  /** A commit, and nothing that is staged. */
  record Committed(CommitId commitId) implements ResolvedRef {}

  /**
   * A branch, which to readers means its head and what is staged over it.
   *
   * @param explicit whether the staged changes were asked for with {@code $}: then the expression
   *     cannot stand for a commit
   */
  record BranchWithStaged(Branch branch, boolean explicit) implements ResolvedRef {
    @Override
    public CommitId commitId() {
      return branch.head();
    }
  }
}
