package io.anabranch.versioning.object;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Bounds;
import io.anabranch.versioning.listing.Grouping;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.object.ListItem.CommonPrefix;
import io.anabranch.versioning.object.ListItem.ListedEntry;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.ProtectedBranches;
import io.anabranch.versioning.ref.RefExpression;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.ref.ResolvedRef;
import io.anabranch.versioning.ref.ResolvedRef.BranchWithStaged;
import io.anabranch.versioning.ref.ResolvedRef.Committed;
import io.anabranch.versioning.staging.BranchEntries;
import io.anabranch.versioning.staging.StagedCursor;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.staging.StagingStore.PathView;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import io.anabranch.versioning.tree.Trees;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the entries of refs and stages changes to those of branches. A ref that is a branch means
 * its head and what is staged over it; other refs mean what is committed. A staged change is
 * durable on return. Safe for use by many threads.
 *
 * <p>All methods throw Invalid for malformed refs and paths and NotFound for refs and branches that
 * do not exist; those that change what is staged throw Forbidden for protected branches.
 */
public final class Entries {

  private static final Grouping<EntryRecord, ListItem> GROUPING =
      new Grouping<>(EntryRecord::path, ListedEntry::new, CommonPrefix::new);
  private static final int MAX_ATTEMPTS = 10;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Refs refs;
  private final StagingStore staging;
  private final CommitLookup commits;
  private final Trees trees;

  public Entries(Refs refs, StagingStore staging, CommitLookup commits, Trees trees) {
    this.refs = refs;
    this.staging = staging;
    this.commits = commits;
    this.trees = trees;
  }

  /** Empty when the ref has no such path. */
  public Optional<EntryRecord> find(Repository repository, String ref, String path) {
    Key key = Names.path(path);
    RefExpression expression = RefExpression.parse(ref);
    if (expression.mayBeBranchWithStaged()) {
      Optional<PathView> view = staging.find(repository, expression.name(), key);
      if (view.isPresent()) {
        return find(repository, view.get(), key);
      }
    }
    return switch (refs.get(repository, ref)) {
      case Committed(CommitId id) -> find(repository, id, key);
      case BranchWithStaged(var branch, _) ->
          find(repository, getView(repository, branch.name(), key), key);
    };
  }

  /** As {@link #find}; throws NotFound when the ref has no such path. */
  public EntryRecord get(Repository repository, String ref, String path) {
    return find(repository, ref, path)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.NotFound(
                        "there is no object '%s' at '%s' of repository '%s'"
                            .formatted(path, ref, repository.name()))));
  }

  /** Entries in order of path. */
  public Page<ListItem> list(Repository repository, String ref, PageRequest request) {
    Bounds bounds = Names.bounds(request);
    return GROUPING.page(entries(repository, ref, bounds), bounds, request.amount());
  }

  public void stage(Repository repository, String branch, String path, Entry entry) {
    ProtectedBranches.requireStageable(repository, branch);
    StagedChange change = new StagedChange(Names.path(path), RecordValue.of(entry));
    requireStaged(repository, branch, staging.stage(repository, branch, change));
  }

  /**
   * Stages an entry for a path that the branch does not have.
   *
   * @return false when it has the path; nothing is done then
   */
  public boolean stageIfAbsent(Repository repository, String branch, String path, Entry entry) {
    return stageIf(repository, branch, path, Optional::isEmpty, entry);
  }

  /**
   * Stages an entry if the condition holds of what the branch has at the path, at the moment at
   * which it is replaced: of many that expect the same, one is staged.
   *
   * @param condition of the present entry, staged or else committed; empty when the branch does not
   *     have the path. May be asked several times.
   * @return false when the condition does not hold; nothing is done then
   */
  public boolean stageIf(
      Repository repository,
      String branch,
      String path,
      Predicate<Optional<Entry>> condition,
      Entry entry) {
    StagedChange change = new StagedChange(Names.path(path), RecordValue.of(entry));
    return changeIf(repository, branch, condition, change);
  }

  private boolean changeIf(
      Repository repository,
      String branch,
      Predicate<Optional<Entry>> condition,
      StagedChange change) {
    ProtectedBranches.requireStageable(repository, branch);
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      PathView view = getView(repository, branch, change.path());
      Optional<Entry> present = find(repository, view, change.path()).map(EntryRecord::entry);
      if (!condition.test(present)) {
        return false;
      }
      if (present.isEmpty() && change.isTombstone()) {
        return true;
      }
      StageOutcome outcome = staging.stageIfUnchanged(repository, branch, view, change);
      if (outcome != StageOutcome.CONDITION_FAILED) {
        requireStaged(repository, branch, outcome);
        return true;
      }
    }
    throw new FailureException(
        new Failure.Busy(
            "path '%s' of branch '%s' was changed by others at each attempt: try again later"
                .formatted(change.path(), branch),
            RETRY_AFTER));
  }

  /** Deletes a path; one that the branch does not have is deleted already. */
  public void delete(Repository repository, String branch, String path) {
    ProtectedBranches.requireStageable(repository, branch);
    Key key = Names.path(path);
    PathView view = getView(repository, branch, key);
    if (find(repository, view, key).isPresent()) {
      StagedChange tombstone = new StagedChange(key, null);
      requireStaged(repository, branch, staging.stage(repository, branch, tombstone));
    }
  }

  /**
   * Deletes a path if the condition holds of what the branch has there; see {@link #stageIf}.
   *
   * @return false when the condition does not hold; nothing is done then
   */
  public boolean deleteIf(
      Repository repository, String branch, String path, Predicate<Optional<Entry>> condition) {
    return changeIf(repository, branch, condition, new StagedChange(Names.path(path), null));
  }

  /**
   * Deletes paths in one transaction, all or none. Does not look whether the branch has them: the
   * tombstone of a path that it does not have is no change.
   */
  public void deleteAll(Repository repository, String branch, Collection<String> paths) {
    ProtectedBranches.requireStageable(repository, branch);
    List<StagedChange> tombstones =
        paths.stream()
            .map(Names::path)
            .distinct()
            .sorted()
            .map(path -> new StagedChange(path, null))
            .toList();
    requireStaged(repository, branch, staging.stageAll(repository, branch, tombstones));
  }

  /** Drops all uncommitted changes of a branch. */
  public void reset(Repository repository, String branch) {
    resetPrefix(repository, branch, "");
  }

  /** As {@link #reset}, for paths that start with the prefix. */
  public void resetPrefix(Repository repository, String branch, String prefix) {
    ProtectedBranches.requireStageable(repository, branch);
    Key key = Names.partOfPath(prefix);
    requireFound(repository, branch, staging.resetPrefix(repository, branch, key));
  }

  /** As {@link #reset}, for one path. */
  public void resetPath(Repository repository, String branch, String path) {
    ProtectedBranches.requireStageable(repository, branch);
    Key key = Names.path(path);
    requireFound(repository, branch, staging.reset(repository, branch, key));
  }

  private Cursor<EntryRecord> entries(Repository repository, String ref, Bounds bounds) {
    RefExpression expression = RefExpression.parse(ref);
    if (expression.mayBeBranchWithStaged()) {
      Optional<StagedCursor> staged = staged(repository, expression.name(), bounds);
      if (staged.isPresent()) {
        return new BranchEntries(repository, trees, commits, staged.get());
      }
    }
    ResolvedRef resolved = refs.get(repository, ref);
    if (resolved instanceof BranchWithStaged(var branch, _)) {
      StagedCursor staged =
          staged(repository, branch.name(), bounds)
              .orElseThrow(() -> Branches.notFound(repository, branch.name()));
      return new BranchEntries(repository, trees, commits, staged);
    }
    return trees.entries(
        repository.location(), commits.referenced(repository, resolved.commitId()).metaRangeId());
  }

  private Optional<StagedCursor> staged(Repository repository, String branch, Bounds bounds) {
    return StagedCursor.open(staging, repository, branch, bounds.prefix(), bounds.start());
  }

  private PathView getView(Repository repository, String branch, Key path) {
    return staging
        .find(repository, branch, path)
        .orElseThrow(() -> Branches.notFound(repository, branch));
  }

  private Optional<EntryRecord> find(Repository repository, PathView view, Key path) {
    StagedChange staged = view.staged();
    if (staged == null) {
      return find(repository, view.branch().head(), path);
    }
    return Optional.ofNullable(staged.value()).map(value -> new EntryRecord(path, value));
  }

  private Optional<EntryRecord> find(Repository repository, CommitId commit, Key path) {
    return trees.find(
        repository.location(), commits.referenced(repository, commit).metaRangeId(), path);
  }

  private static void requireStaged(Repository repository, String branch, StageOutcome outcome) {
    requireFound(repository, branch, outcome == StageOutcome.STAGED);
  }

  private static void requireFound(Repository repository, String branch, boolean found) {
    if (!found) {
      throw Branches.notFound(repository, branch);
    }
  }
}
