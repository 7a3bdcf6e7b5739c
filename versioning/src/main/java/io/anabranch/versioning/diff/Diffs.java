package io.anabranch.versioning.diff;

import io.anabranch.versioning.commit.MergeBases;
import io.anabranch.versioning.diff.DiffItem.ChangedPath;
import io.anabranch.versioning.diff.DiffItem.ChangedPrefix;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Bounds;
import io.anabranch.versioning.listing.Grouping;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.ref.ResolvedRef;
import io.anabranch.versioning.staging.BranchDifferences;
import io.anabranch.versioning.staging.StagedCursor;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.tree.TreeDifference;
import io.anabranch.versioning.tree.Trees;

/** Lists differences in order of path. Safe for use by many threads. */
public final class Diffs {

  private static final Grouping<TreeDifference, DiffItem> TWO_SIDES =
      new Grouping<>(TreeDifference::path, ChangedPath::of, ChangedPrefix::new);
  private static final Grouping<ChangedPath, DiffItem> THREE_SIDES =
      new Grouping<>(ChangedPath::path, changed -> changed, ChangedPrefix::new);

  private final Refs refs;
  private final StagingStore staging;
  private final CommitLookup commits;
  private final MergeBases mergeBases;
  private final Trees trees;

  public Diffs(
      Refs refs, StagingStore staging, CommitLookup commits, MergeBases mergeBases, Trees trees) {
    this.refs = refs;
    this.staging = staging;
    this.commits = commits;
    this.mergeBases = mergeBases;
    this.trees = trees;
  }

  /** What is staged on a branch and differs from its head. Throws NotFound. */
  public Page<DiffItem> listUncommitted(Repository repository, String branch, PageRequest request) {
    Bounds bounds = Names.bounds(request);
    StagedCursor staged = staged(repository, Names.branch(branch), bounds);
    return page(
        TWO_SIDES,
        BranchDifferences.uncommitted(repository, trees, commits, staged),
        bounds,
        request);
  }

  /**
   * What differs between two ref expressions. Throws NotFound or Invalid for the refs, and Invalid
   * when a three-dot diff finds no merge base.
   *
   * @param right a branch followed by {@code $} includes what is staged on it
   */
  public Page<DiffItem> list(
      Repository repository, String left, String right, DiffMode mode, PageRequest request) {
    Commit leftCommit = refs.getCommit(repository, left);
    ResolvedRef rightRef = refs.get(repository, right);
    Bounds bounds = Names.bounds(request);
    return switch (mode) {
      case TWO_DOT ->
          page(
              TWO_SIDES,
              changes(repository, leftCommit.metaRangeId(), rightRef, bounds),
              bounds,
              request);
      case THREE_DOT -> {
        MetaRangeId base = base(repository, leftCommit, rightRef, left, right);
        yield page(
            THREE_SIDES,
            new ThreeDot(
                changes(repository, base, rightRef, bounds),
                trees.entries(repository.location(), leftCommit.metaRangeId())),
            bounds,
            request);
      }
    };
  }

  private Cursor<TreeDifference> changes(
      Repository repository, MetaRangeId from, ResolvedRef to, Bounds bounds) {
    if (to instanceof ResolvedRef.BranchWithStaged branch && branch.explicit()) {
      StagedCursor staged = staged(repository, branch.branch().name(), bounds);
      return BranchDifferences.between(repository, trees, commits, from, staged);
    }
    return trees.diff(
        repository.location(), from, commits.referenced(repository, to.commitId()).metaRangeId());
  }

  private MetaRangeId base(
      Repository repository, Commit left, ResolvedRef right, String leftText, String rightText) {
    return mergeBases
        .find(repository, left, commits.referenced(repository, right.commitId()))
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Invalid(
                        "'%s' and '%s' have no history in common: compare them with a two-dot diff"
                            .formatted(leftText, rightText))))
        .metaRangeId();
  }

  private StagedCursor staged(Repository repository, String branch, Bounds bounds) {
    return StagedCursor.open(staging, repository, branch, bounds.prefix(), bounds.start())
        .orElseThrow(() -> Branches.notFound(repository, branch));
  }

  private static <T> Page<DiffItem> page(
      Grouping<T, DiffItem> grouping, Cursor<T> cursor, Bounds bounds, PageRequest request) {
    return grouping.page(cursor, bounds, request.amount());
  }
}
