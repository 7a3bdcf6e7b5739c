package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.hooks.CommitPreparation;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.identity.CommitIdentity;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.ProtectedBranches;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.tree.AppliedChanges;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes and looks up commits. Commits on one branch take turns. Safe for use by many threads.
 *
 * <p>A commit seals the staging area, so that later writes are no part of it, writes the new tree,
 * and then moves the branch. If that fails at any point, the sealed changes stay on the branch,
 * readable, and the next commit takes them up.
 */
public final class Commits {

  private final RefStore store;
  private final CommitStore commits;
  private final StagingStore staging;
  private final Refs refs;
  private final Trees trees;
  private final UncommittedChanges uncommitted;
  private final BranchMoves moves;
  private final Hooks hooks;
  private final InstantSource clock;
  private final CommitLookup lookup;

  public Commits(
      RefStore store,
      CommitStore commits,
      StagingStore staging,
      Refs refs,
      Trees trees,
      UncommittedChanges uncommitted,
      BranchMoves moves,
      Hooks hooks,
      InstantSource clock) {
    this.store = store;
    this.commits = commits;
    this.staging = staging;
    this.refs = refs;
    this.trees = trees;
    this.uncommitted = uncommitted;
    this.moves = moves;
    this.hooks = hooks;
    this.clock = clock;
    this.lookup = commits::find;
  }

  /** The first commit of a repository. It has no tree and is recorded nowhere yet. */
  public static Commit first(Instant date) {
    return new NewCommit("", "Repository created", date, Map.of()).of(MetaRangeId.NONE, List.of());
  }

  /**
   * Commits what is staged on a branch, or a given tree. Throws NotFound when the branch does not
   * exist, Invalid when nothing has changed (or, for a given tree, when the branch has uncommitted
   * changes), Forbidden when the branch is protected, Busy when too many others commit,
   * PreconditionFailed when a hook refuses it.
   */
  public Commit commit(Repository repository, String branch, CommitRequest request) {
    ProtectedBranches.requireCommittable(repository, branch);
    hooks.prepare(
        repository,
        new CommitPreparation(branch, request.committer(), request.message(), request.metadata()));
    return request.sourceMetaRange() == null
        ? commitStaged(repository, branch, request)
        : commitTree(repository, branch, request.sourceMetaRange(), request);
  }

  /** The commit that a ref expression stands for. Throws NotFound or Invalid. */
  public Commit get(Repository repository, String ref) {
    return refs.getCommit(repository, ref);
  }

  public Optional<Commit> find(Repository repository, CommitId id) {
    return commits.find(repository, id);
  }

  /** The best common ancestor of what two ref expressions stand for. */
  public MergeBase findMergeBase(Repository repository, String source, String destination) {
    Commit from = refs.getCommit(repository, source);
    Commit into = refs.getCommit(repository, destination);
    return new MergeBase(
        new MergeBases(commits).find(repository, from, into).map(CommitNode::id).orElse(null),
        from.id(),
        into.id());
  }

  /**
   * Records a commit that was made elsewhere. Throws Invalid when its id is not that of its
   * contents or its generation not that of a child of its parents, NotFound when a parent is not
   * recorded or its tree is not in the storage namespace, AlreadyExists when it is recorded
   * already.
   */
  public void record(Repository repository, Commit commit) {
    requireOwnId(commit);
    requireParents(repository, commit);
    requireTree(repository, commit.metaRangeId());
    if (!commits.create(repository, commit)) {
      throw new FailureException(
          new Failure.AlreadyExists(
              "commit %s exists already in repository '%s'"
                  .formatted(commit.id(), repository.name())));
    }
  }

  /** Throws Invalid when the id of a commit is not that of its contents. */
  public static void requireOwnId(Commit commit) {
    CommitId computed =
        CommitIdentity.of(
            commit.committer(),
            commit.message(),
            commit.metaRangeId().value(),
            commit.creationDate().getEpochSecond(),
            commit.metadata(),
            commit.parents());
    if (!computed.equals(commit.id())) {
      throw new FailureException(
          new Failure.Invalid(
              "commit %s has contents whose id is %s".formatted(commit.id(), computed)));
    }
  }

  private void requireParents(Repository repository, Commit commit) {
    Map<CommitId, Commit> parents = commits.findAll(repository, commit.parents());
    for (CommitId parent : commit.parents()) {
      if (!parents.containsKey(parent)) {
        throw new FailureException(
            new Failure.NotFound(
                "repository '%s' has no commit %s, a parent of %s: record that one first"
                    .formatted(repository.name(), parent, commit.id())));
      }
    }
    int generation = NewCommit.generation(parents.values());
    if (commit.generation() != generation) {
      throw new FailureException(
          new Failure.Invalid(
              "commit %s has generation %d, but by its parents it is %d"
                  .formatted(commit.id(), commit.generation(), generation)));
    }
  }

  /** The tree without records need not be there: it is written. */
  private void requireTree(Repository repository, MetaRangeId tree) {
    if (tree.equals(MetaRangeId.EMPTY)) {
      trees.writeEmpty(repository.location());
      return;
    }
    try {
      var _ = trees.ranges(repository.location(), tree);
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Gone) {
        throw new FailureException(
            new Failure.NotFound(
                "there is no tree '%s' in the storage namespace of repository '%s'"
                    .formatted(tree, repository.name())),
            e);
      }
      throw e;
    }
  }

  /**
   * Moves the head of a branch to another commit; staged changes stay on top. Throws Invalid when a
   * commit that failed has left changes in sealed areas, Forbidden when the branch is protected.
   *
   * @param ref a ref expression
   * @param user who asks for it
   */
  public CommitId hardReset(Repository repository, String branch, String ref, String user) {
    ProtectedBranches.requireMovable(repository, branch);
    return moves.move(
        repository,
        branch,
        () -> resettable(repository, branch),
        () -> resettable(repository, branch),
        current -> {
          CommitId target = refs.getCommitId(repository, ref);
          return store.moveHead(
                  repository,
                  current,
                  current.head(),
                  target,
                  current.sealedTokens(),
                  new Cause(Operation.RESET, user, ref))
              ? Optional.of(target)
              : Optional.empty();
        });
  }

  private Commit commitStaged(Repository repository, String name, CommitRequest request) {
    NewCommit description = describe(request);
    return moves.move(
        repository,
        name,
        () -> seal(repository, name, request.allowEmpty()),
        () -> getBranch(repository, name),
        branch -> {
          Commit head = lookup.referenced(repository, branch.head());
          AppliedChanges applied = apply(repository, head.metaRangeId(), branch);
          if (applied.changed() == 0 && !request.allowEmpty()) {
            throw noChanges(name);
          }
          return advance(repository, branch, description.of(applied.tree(), List.of(head)));
        });
  }

  private Commit commitTree(
      Repository repository, String name, MetaRangeId tree, CommitRequest request) {
    NewCommit description = describe(request);
    // Reading from it makes sure that there is such a tree before a commit refers to it.
    var _ = trees.entries(repository.location(), tree).next();
    Supplier<Branch> clean =
        () -> uncommitted.requireNone(repository, name, "before committing a given tree");
    return moves.move(
        repository,
        name,
        clean,
        clean,
        branch -> {
          Commit head = lookup.referenced(repository, branch.head());
          if (tree.isSameTree(head.metaRangeId()) && !request.allowEmpty()) {
            throw noChanges(name);
          }
          return advance(repository, branch, description.of(tree, List.of(head)));
        });
  }

  private Optional<Commit> advance(Repository repository, Branch branch, Commit commit) {
    return moves.advance(
        repository, branch, RefChange.advance(RefChange.Kind.COMMIT, branch.name(), commit));
  }

  /** Sealing what holds no change would leave one more area on the branch at each attempt. */
  private Branch seal(Repository repository, String name, boolean allowEmpty) {
    if (!allowEmpty && !uncommitted.exist(repository, name)) {
      throw noChanges(name);
    }
    return store.seal(repository, name).orElseThrow(() -> Branches.notFound(repository, name));
  }

  private AppliedChanges apply(Repository repository, MetaRangeId tree, Branch branch) {
    try (StagingStore.Scan changes = staging.scan(branch.sealedTokens())) {
      return trees.apply(repository.location(), tree, changes);
    }
  }

  private Branch getBranch(Repository repository, String name) {
    return store
        .findBranch(repository, name)
        .orElseThrow(() -> Branches.notFound(repository, name));
  }

  private Branch resettable(Repository repository, String name) {
    Branch branch = getBranch(repository, name);
    if (uncommitted.existSealed(repository, branch)) {
      throw UncommittedChanges.dirty(name, "before moving the branch to another commit");
    }
    return branch;
  }

  private NewCommit describe(CommitRequest request) {
    Instant date = request.date() == null ? clock.instant() : request.date();
    return new NewCommit(request.committer(), request.message(), date, request.metadata());
  }

  private static FailureException noChanges(String branch) {
    return new FailureException(
        new Failure.Invalid(
            "nothing has changed on branch '%s' since its last commit".formatted(branch)));
  }
}
