package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.hooks.RefChange.Kind;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;
import java.util.regex.Pattern;

/** The branches of repositories. Safe for use by many threads. */
public final class Branches {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final RefStore store;
  private final Refs refs;
  private final CommitLookup commits;
  private final RefHistory history;
  private final Hooks hooks;

  public Branches(
      RefStore store, Refs refs, CommitLookup commits, RefHistory history, Hooks hooks) {
    this.store = store;
    this.history = history;
    this.refs = refs;
    this.commits = commits;
    this.hooks = hooks;
  }

  /**
   * Creates a branch. Throws AlreadyExists when there is one of that name, Conflict when a tag or a
   * commit has it, NotFound or Invalid when the source is no commit, PreconditionFailed when a hook
   * refuses it.
   *
   * @param source a ref expression
   * @param user who asks for it
   * @return the head of the new branch
   */
  public CommitId create(
      Repository repository, String name, String source, boolean hidden, String user) {
    refs.refuseCommitId(repository, "branch", Names.branch(name));
    Commit head = refs.getCommit(repository, source);
    if (store.findBranch(repository, name).isPresent()) {
      throw exists(repository, name);
    }
    RefChange change = RefChange.of(Kind.CREATE_BRANCH, name, user, head);
    String run = hooks.before(repository, change);
    insert(repository, name, head.id(), hidden, new Cause(Operation.CREATE, user, source));
    hooks.after(repository, change, run);
    return head.id();
  }

  private void insert(
      Repository repository, String name, CommitId head, boolean hidden, Cause cause) {
    switch (store.createBranch(repository, name, head, hidden, cause)) {
      case CREATED -> {}
      case EXISTS -> throw exists(repository, name);
      case TAKEN_BY_OTHER_KIND ->
          throw new FailureException(
              new Failure.Conflict(
                  "repository '%s' has a tag '%s': a branch cannot have the same name"
                      .formatted(repository.name(), name)));
      case REPOSITORY_GONE -> throw repositoryGone(repository);
    }
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

  /**
   * What a branch was, newest first; also one that is deleted, as long as its history is kept.
   * Throws NotFound when nothing is known of it.
   *
   * @param after the number of the last move of the page before; empty for the first page
   */
  public Page<RefMove> listMoves(Repository repository, String name, String after, int amount) {
    long below = after.isEmpty() ? Long.MAX_VALUE : number(after);
    Page<RefMove> page =
        Page.read(
            amount,
            limit -> history.list(repository, RefKind.BRANCH, Names.branch(name), below, limit));
    if (after.isEmpty() && page.items().isEmpty()) {
      throw notFound(repository, name);
    }
    return page;
  }

  private static long number(String after) {
    if (!NUMBER.matcher(after).matches()) {
      throw new FailureException(
          new Failure.Invalid(
              "'%s' is not the id of a move: pass next_offset of the former page"
                  .formatted(after)));
    }
    return Long.parseLong(after);
  }

  /**
   * Deletes a branch and what is staged on it. Throws Forbidden for the default branch, NotFound
   * when there is none, PreconditionFailed when a hook refuses it.
   *
   * @param user who asks for it
   */
  public void delete(Repository repository, String name, String user) {
    if (Names.branch(name).equals(repository.defaultBranch())) {
      throw new FailureException(
          new Failure.Forbidden(
              "'%s' is the default branch of repository '%s' and cannot be deleted"
                  .formatted(name, repository.name())));
    }
    Commit head = commits.referenced(repository, get(repository, name).head());
    RefChange change = RefChange.of(Kind.DELETE_BRANCH, name, user, head);
    String run = hooks.before(repository, change);
    if (!store.deleteBranch(repository, name, new Cause(Operation.DELETE, user, ""))) {
      throw notFound(repository, name);
    }
    hooks.after(repository, change, run);
  }

  /** The failure of an operation on a branch that does not exist. */
  public static FailureException notFound(Repository repository, String name) {
    return new FailureException(
        new Failure.NotFound(
            "repository '%s' has no branch '%s'".formatted(repository.name(), name)));
  }

  private static FailureException exists(Repository repository, String name) {
    return new FailureException(
        new Failure.AlreadyExists(
            "branch '%s' exists already in repository '%s'".formatted(name, repository.name())));
  }

  static FailureException repositoryGone(Repository repository) {
    return new FailureException(
        new Failure.NotFound("repository '%s' has been deleted".formatted(repository.name())));
  }
}
