package io.anabranch.versioning.ref;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.listing.PagedIterator;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.model.Tag;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the branches and tags of repositories. Every method is atomic and durable on return, and
 * whatever it creates, moves or deletes, the move is recorded with it for {@link RefHistory}. Calls
 * block; safe for use by many threads and many servers.
 */
public interface RefStore {

  /** What a plain name in a ref expression stands for. */
  sealed interface NamedRef {
    record OfBranch(Branch branch) implements NamedRef {}

    record OfTag(Tag tag) implements NamedRef {}

    record OfCommit(CommitId commitId) implements NamedRef {}
  }

  enum CreateOutcome {
    CREATED,
    /** A ref of this kind and name exists. */
    EXISTS,
    /** A ref of the other kind has the name: a branch and a tag never share one. */
    TAKEN_BY_OTHER_KIND,
    REPOSITORY_GONE
  }

  /**
   * Resolves in one round trip: a whole commit id that exists, else a branch, else a tag, else the
   * only commit whose id starts with the name. Several such commits are as good as none.
   */
  Optional<NamedRef> findRef(Repository repository, String name);

  Optional<Branch> findBranch(Repository repository, String name);

  /**
   * Branches by name, ascending.
   *
   * @param after only names greater than this; empty for all
   */
  List<Branch> listBranches(
      Repository repository, String prefix, String after, int limit, boolean showHidden);

  /** All branches by name, ascending, hidden ones too, page by page. For one thread. */
  default Iterator<Branch> allBranches(Repository repository) {
    return new PagedIterator<>(
        (last, limit) ->
            listBranches(repository, "", last == null ? "" : last.name(), limit, true));
  }

  CreateOutcome createBranch(
      Repository repository, String name, CommitId head, boolean hidden, Cause cause);

  /** Deletes a branch and drops its staging areas; false when there is none of that name. */
  boolean deleteBranch(Repository repository, String name, Cause cause);

  Optional<Tag> findTag(Repository repository, String name);

  List<Tag> listTags(Repository repository, String prefix, String after, int limit);

  /** All tags by name, ascending, page by page. For one thread. */
  default Iterator<Tag> allTags(Repository repository) {
    return new PagedIterator<>(
        (last, limit) -> listTags(repository, "", last == null ? "" : last.name(), limit));
  }

  CreateOutcome createTag(Repository repository, Tag tag, Cause cause);

  boolean deleteTag(Repository repository, String name, Cause cause);

  /**
   * Makes the current staging area of a branch a sealed one and gives the branch a fresh one. When
   * this returns, every change whose staging was acknowledged is in the sealed areas or was staged
   * after the seal, and the sealed areas do not change any more.
   *
   * @return the branch as it is after the seal; empty when there is none of that name
   */
  Optional<Branch> seal(Repository repository, String name);

  /**
   * Records a commit and moves the branch to it, if the branch still is as expected: its head is
   * {@code expectedHead} and the given areas are among its sealed ones. The areas are dropped with
   * it.
   *
   * @param operation what made the commit; who and why are as the commit says
   * @return false when the branch has moved, or is gone; nothing has changed then
   */
  boolean advance(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      Commit commit,
      List<StagingToken> committedAreas,
      Operation operation);

  /**
   * Moves the head of a branch to a recorded commit, if the branch still is as expected: its head
   * is {@code expectedHead} and the given areas are among its sealed ones. The areas are dropped
   * with it; other staged changes stay on top.
   *
   * @return false when the branch has moved, or is gone; nothing has changed then
   */
  boolean moveHead(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      CommitId newHead,
      List<StagingToken> droppedAreas,
      Cause cause);

  /**
   * Asks to be the one that moves a branch next. Until this store has moved it, or the claim is
   * over, whatever other servers try to move it by is answered as if the branch had moved. Waits
   * while the branch is claimed by another. Makes waiting fair, and nothing else: a branch moves by
   * its expected state, claimed or not.
   *
   * @param claim how long it lasts at most
   * @param wait how long to wait at most
   * @return false when it was claimed by others all the time, or is gone
   */
  boolean claim(Repository repository, Branch branch, Duration claim, Duration wait);

  enum RestoreOutcome {
    RESTORED,
    /** The repository has commits, branches or tags. */
    NOT_BARE,
    REPOSITORY_GONE
  }

  /**
   * Records commits, branches with nothing staged, and tags of a repository that has none: all of
   * them, or none when an iterator throws. They are not checked against each other.
   */
  RestoreOutcome restore(
      Repository repository,
      Iterator<Commit> commits,
      Iterator<BranchHead> branches,
      Iterator<Tag> tags,
      Cause cause);
}
