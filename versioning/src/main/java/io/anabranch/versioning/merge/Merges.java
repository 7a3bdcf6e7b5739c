package io.anabranch.versioning.merge;

import io.anabranch.versioning.commit.BranchMoves;
import io.anabranch.versioning.commit.MergeBases;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.commit.UncommittedChanges;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.merge.MergeOutcome.Conflicted;
import io.anabranch.versioning.merge.MergeOutcome.Merged;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.tree.TreeMerge;
import io.anabranch.versioning.tree.Trees;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Merges commits into branches, always by a merge commit. Takes turns with the commits on the
 * destination. Safe for use by many threads.
 */
public final class Merges {

  private final Refs refs;
  private final CommitLookup commits;
  private final MergeBases mergeBases;
  private final Trees trees;
  private final UncommittedChanges uncommitted;
  private final BranchMoves moves;
  private final InstantSource clock;

  public Merges(
      Refs refs,
      CommitLookup commits,
      MergeBases mergeBases,
      Trees trees,
      UncommittedChanges uncommitted,
      BranchMoves moves,
      InstantSource clock) {
    this.refs = refs;
    this.commits = commits;
    this.mergeBases = mergeBases;
    this.trees = trees;
    this.uncommitted = uncommitted;
    this.moves = moves;
    this.clock = clock;
  }

  /**
   * Merges what a ref expression stands for into a branch. Staged changes of the source are left
   * out. Throws NotFound when either does not exist, Invalid when the destination has uncommitted
   * changes, the source has nothing new or the two have no history in common, Busy when too many
   * others move the destination.
   */
  public MergeOutcome merge(
      Repository repository, String source, String destination, MergeRequest request) {
    Names.branch(destination);
    Supplier<Branch> clean =
        () -> uncommitted.requireNone(repository, destination, "before merging into it");
    return moves.move(
        repository,
        destination,
        clean,
        clean,
        branch -> attempt(repository, source, branch, request));
  }

  private Optional<MergeOutcome> attempt(
      Repository repository, String source, Branch destination, MergeRequest request) {
    Commit from = refs.getCommit(repository, source);
    Commit into = commits.referenced(repository, destination.head());
    CommitNode base =
        mergeBases
            .find(repository, from, into)
            .orElseThrow(() -> noMergeBase(source, destination.name()));
    if (from.metaRangeId().isSameTree(base.metaRangeId())
        && !request.allowEmpty()
        && !request.force()) {
      throw noChanges(source, destination.name());
    }
    TreeMerge merged =
        trees.merge(
            repository.location(),
            base.metaRangeId(),
            from.metaRangeId(),
            into.metaRangeId(),
            request.strategy().rule());
    return switch (merged) {
      case TreeMerge.Conflicted(var paths) -> Optional.of(new Conflicted(paths));
      case TreeMerge.Merged(var tree) ->
          moves
              .advance(
                  repository,
                  destination,
                  RefChange.merge(
                      destination.name(),
                      new RefChange.Merged(source, from),
                      describe(source, destination.name(), request)
                          .of(tree, request.squash() ? List.of(into) : List.of(into, from))))
              .map(Merged::new);
    };
  }

  private NewCommit describe(String source, String destination, MergeRequest request) {
    Map<String, String> metadata = new HashMap<>(request.metadata());
    metadata.put(MergeStrategy.METADATA_KEY, request.strategy().text());
    String message =
        request.message().isEmpty()
            ? "Merge '%s' into '%s'".formatted(source, destination)
            : request.message();
    return new NewCommit(request.committer(), message, clock.instant(), metadata);
  }

  private static FailureException noMergeBase(String source, String destination) {
    return new FailureException(
        new Failure.Invalid(
            "'%s' and branch '%s' have no history in common and cannot be merged"
                .formatted(source, destination)));
  }

  private static FailureException noChanges(String source, String destination) {
    return new FailureException(
        new Failure.Invalid(
            "'%s' has no changes that branch '%s' does not have".formatted(source, destination)));
  }
}
