package io.anabranch.versioning.replay;

import io.anabranch.versioning.commit.BranchMoves;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.commit.UncommittedChanges;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.tree.MergeRule;
import io.anabranch.versioning.tree.TreeMerge;
import io.anabranch.versioning.tree.Trees;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings what one commit changed, or the opposite of it, to a branch, as one new commit on its
 * head. Takes turns with the commits on the branch; safe for use by many threads.
 *
 * <p>Both are a merge of three trees into the branch: a cherry-pick of the commit's since its
 * parent's, a revert of the parent's since the commit's. A first commit counts as one on an empty
 * tree. Both throw NotFound when the branch or the commit does not exist; Invalid when the branch
 * has uncommitted changes, when the commit has no parent of the given number, or when nothing would
 * change; Conflict when the branch has changed the same paths; Busy when too many others move it.
 */
public final class Replays {

  private static final String ORIGIN_KEY = "cherry-pick-origin";
  private static final String COMMITTER_KEY = "cherry-pick-committer";
  private static final int SHOWN_CONFLICTS = 3;

  /** What is to be merged into the branch. */
  private record Difference(MetaRangeId from, MetaRangeId to) {}

  private record Replay(
      RefChange.Kind kind,
      String ref,
      Difference difference,
      NewCommit description,
      boolean allowEmpty) {}

  private final Refs refs;
  private final CommitLookup commits;
  private final Trees trees;
  private final UncommittedChanges uncommitted;
  private final BranchMoves moves;
  private final InstantSource clock;

  public Replays(
      Refs refs,
      CommitLookup commits,
      Trees trees,
      UncommittedChanges uncommitted,
      BranchMoves moves,
      InstantSource clock) {
    this.refs = refs;
    this.commits = commits;
    this.trees = trees;
    this.uncommitted = uncommitted;
    this.moves = moves;
    this.clock = clock;
  }

  /** Undoes a commit. Throws Conflict for a merge whose parent number is not given. */
  public Commit revert(Repository repository, String branch, RevertRequest request) {
    Names.branch(branch);
    Commit commit = refs.getCommit(repository, request.ref());
    if (commit.isMerge() && request.parentNumber() <= 0) {
      throw new FailureException(new Failure.Conflict(mergeWithoutParent("revert", request.ref())));
    }
    MetaRangeId parent =
        parentTree(repository, request.ref(), commit, Math.max(0, request.parentNumber()));
    CommitOverrides overrides = request.overrides();
    NewCommit description =
        new NewCommit(
            request.committer(),
            overrides.messageOr("Revert " + request.ref()),
            clock.instant(),
            overrides.metadataOr(Map.of()));
    Difference undone = new Difference(commit.metaRangeId(), parent);
    return replay(
        repository,
        branch,
        new Replay(
            RefChange.Kind.REVERT, request.ref(), undone, description, request.allowEmpty()));
  }

  /**
   * Makes the changes of a commit once more; the new commit says where it comes from. Throws
   * Invalid for a merge whose parent number is not given.
   */
  public Commit cherryPick(Repository repository, String branch, CherryPickRequest request) {
    Names.branch(branch);
    Integer number = request.parentNumber();
    if (number != null && number <= 0) {
      throw invalid("the parent number of a cherry-pick begins at 1, and is not " + number);
    }
    Commit commit = refs.getCommit(repository, request.ref());
    if (commit.isMerge() && number == null) {
      throw invalid(mergeWithoutParent("cherry-pick", request.ref()));
    }
    MetaRangeId parent = parentTree(repository, request.ref(), commit, number == null ? 0 : number);
    Difference picked = new Difference(parent, commit.metaRangeId());
    return replay(
        repository,
        branch,
        new Replay(
            RefChange.Kind.CHERRY_PICK, request.ref(), picked, describe(commit, request), false));
  }

  private NewCommit describe(Commit picked, CherryPickRequest request) {
    CommitOverrides overrides = request.overrides();
    Map<String, String> metadata = new HashMap<>(overrides.metadataOr(picked.metadata()));
    metadata.put(ORIGIN_KEY, picked.id().value());
    metadata.put(COMMITTER_KEY, picked.committer());
    return new NewCommit(
        request.committer(), overrides.messageOr(picked.message()), clock.instant(), metadata);
  }

  private Commit replay(Repository repository, String branch, Replay replay) {
    Supplier<Branch> clean =
        () -> uncommitted.requireNone(repository, branch, "before changing it by another commit");
    return moves.move(
        repository, branch, clean, clean, current -> attempt(repository, current, replay));
  }

  private Optional<Commit> attempt(Repository repository, Branch branch, Replay replay) {
    Commit head = commits.referenced(repository, branch.head());
    TreeMerge merged =
        trees.merge(
            repository.location(),
            replay.difference().from(),
            replay.difference().to(),
            head.metaRangeId(),
            MergeRule.FAIL_ON_CONFLICT);
    return switch (merged) {
      case TreeMerge.Conflicted(var paths) -> throw conflict(branch.name(), replay.ref(), paths);
      // By their records: equal ones may be cut into other ranges.
      case TreeMerge.Merged(var tree)
          when !replay.allowEmpty()
              && !trees.differ(repository.location(), head.metaRangeId(), tree, Key.EMPTY, null) ->
          throw invalid(
              "commit '%s' makes no difference on branch '%s'"
                  .formatted(replay.ref(), branch.name()));
      case TreeMerge.Merged(var tree) ->
          moves.advance(
              repository,
              branch,
              RefChange.advance(
                  replay.kind(), branch.name(), replay.description().of(tree, List.of(head))));
    };
  }

  /** For the number 0 that of the only parent, which for a first commit is an empty tree. */
  private MetaRangeId parentTree(Repository repository, String ref, Commit commit, int number) {
    List<CommitId> parents = commit.mainLineFirst();
    if (parents.isEmpty() && number == 0) {
      return MetaRangeId.NONE;
    }
    if (number > parents.size()) {
      throw invalid(
          "commit '%s' has no parent %d; its parents are %d in number"
              .formatted(ref, number, parents.size()));
    }
    return commits.referenced(repository, parents.get(Math.max(1, number) - 1)).metaRangeId();
  }

  private static String mergeWithoutParent(String operation, String ref) {
    return "'%s' is a merge commit: say by parent number, from 1, which of its parents to %s against"
        .formatted(ref, operation);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }

  private static FailureException conflict(String branch, String ref, List<Key> paths) {
    List<String> shown = paths.stream().limit(SHOWN_CONFLICTS).map(key -> "'" + key + "'").toList();
    String more = paths.size() > shown.size() ? " and others" : "";
    return new FailureException(
        new Failure.Conflict(
            "branch '%s' and commit '%s' changed the same paths differently: %s%s"
                .formatted(branch, ref, String.join(", ", shown), more)));
  }
}
