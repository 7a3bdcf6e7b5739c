package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;

/** The branches of repositories. Safe for use by many threads. */
public final class Branches {

  private final RefStore store;
  private final Refs refs;

  public Branches(RefStore store, Refs refs) {
    this.store = store;
    this.refs = refs;
  }

  /**
   * Creates a branch. Throws AlreadyExists when there is one of that name, Conflict when a tag or a
   * commit has it, NotFound or Invalid when the source is no commit.
   *
   * @param source a ref expression
   * @return the head of the new branch
   */
  public CommitId create(Repository repository, String name, String source, boolean hidden) {
    refs.refuseCommitId(repository, "branch", Names.branch(name));
    CommitId head = refs.getCommitId(repository, source);
    return switch (store.createBranch(repository, name, head, hidden)) {
      case CREATED -> head;
      case EXISTS ->
          throw new FailureException(
              new Failure.AlreadyExists(
                  "branch '%s' exists already in repository '%s'"
                      .formatted(name, repository.name())));
      case TAKEN_BY_OTHER_KIND ->
          throw new FailureException(
              new Failure.Conflict(
                  "repository '%s' has a tag '%s': a branch cannot have the same name"
                      .formatted(repository.name(), name)));
      case REPOSITORY_GONE -> throw repositoryGone(repository);
    };
  }

  public Branch get(Repository repository, String name) {
    return find(repository, name).orElseThrow(() -> notFound(repository, name));
  }

  public Optional<Branch> find(Repository repository, String name) {
    return store.findBranch(repository, Names.branch(name));
  }

  /** Branches by name, ascending; hidden ones only on demand. */
  public Page<Branch> list(
      Repository repository, String prefix, String after, int amount, boolean showHidden) {
    return Page.read(
        amount,
        limit -> {
          Names.partOfPath(prefix);
          Names.partOfPath(after);
          return store.listBranches(repository, prefix, after, limit, showHidden);
        });
  }

  /** Deletes a branch and what is staged on it. Throws Forbidden for the default branch. */
  public void delete(Repository repository, String name) {
    if (Names.branch(name).equals(repository.defaultBranch())) {
      throw new FailureException(
          new Failure.Forbidden(
              "'%s' is the default branch of repository '%s' and cannot be deleted"
                  .formatted(name, repository.name())));
    }
    if (!store.deleteBranch(repository, name)) {
      throw notFound(repository, name);
    }
  }

  /** The failure of an operation on a branch that does not exist. */
  public static FailureException notFound(Repository repository, String name) {
    return new FailureException(
        new Failure.NotFound(
            "repository '%s' has no branch '%s'".formatted(repository.name(), name)));
  }

  static FailureException repositoryGone(Repository repository) {
    return new FailureException(
        new Failure.NotFound("repository '%s' has been deleted".formatted(repository.name())));
  }
}
