package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;

/**
 * What is forbidden on protected branches, in one place: staging changes and dropping them, commits
 * of what is staged, and moving the branch to another commit. Merges, cherry-picks and reverts are
 * how such a branch changes.
 *
 * <p>Each method checks the name and hands it back, so that no change can name a branch without
 * asking. Throws Invalid for what is no name of a branch, Forbidden for one that is protected.
 */
public final class ProtectedBranches {

  private ProtectedBranches() {}

  /** A branch whose staged changes are to change. */
  public static String requireStageable(Repository repository, String branch) {
    return refuse(repository, branch, "cannot write to protected branch");
  }

  /** A branch to commit to what is staged on it. */
  public static String requireCommittable(Repository repository, String branch) {
    return refuse(repository, branch, "cannot commit to protected branch");
  }

  /** A branch that is to point to any other commit. */
  public static String requireMovable(Repository repository, String branch) {
    return refuse(repository, branch, "cannot move protected branch");
  }

  private static String refuse(Repository repository, String branch, String refusal) {
    if (repository.protection().protects(Names.branch(branch))) {
      throw new FailureException(
          new Failure.Forbidden(
              "%s '%s' of repository '%s': change it by a merge"
                  .formatted(refusal, branch, repository.name())));
    }
    return branch;
  }
}
