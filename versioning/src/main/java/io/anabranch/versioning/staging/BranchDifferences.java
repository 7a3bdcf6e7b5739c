package io.anabranch.versioning.staging;

import io.anabranch.versioning.listing.Lookahead;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.tree.TreeDifference;
import io.anabranch.versioning.tree.Trees;
import org.jspecify.annotations.Nullable;

/**
 * What differs between a tree on the left and a branch, staged changes included, on the right. The
 * tree is a given one, or that of the branch's own head: then the differences are the uncommitted
 * ones, and reading them costs as much as is staged, not as much as the tree holds.
 */
public final class BranchDifferences implements Cursor<TreeDifference> {

  private final Repository repository;
  private final Trees trees;
  private final CommitLookup commits;
  private final StagedCursor staged;
  private final @Nullable MetaRangeId given;
  private Key position;
  private CommitId head;
  private Lookahead<EntryRecord> left;
  private Lookahead<TreeDifference> committed;

  private BranchDifferences(
      Repository repository,
      Trees trees,
      CommitLookup commits,
      StagedCursor staged,
      @Nullable MetaRangeId given) {
    this.repository = repository;
    this.trees = trees;
    this.commits = commits;
    this.staged = staged;
    this.given = given;
    this.position = Key.EMPTY;
    this.head = staged.branch().head();
    MetaRangeId right = headTree();
    this.left = left(right);
    this.committed = committed(right);
  }

  /** The uncommitted changes of a branch. */
  public static BranchDifferences uncommitted(
      Repository repository, Trees trees, CommitLookup commits, StagedCursor staged) {
    return new BranchDifferences(repository, trees, commits, staged, null);
  }

  public static BranchDifferences between(
      Repository repository,
      Trees trees,
      CommitLookup commits,
      MetaRangeId left,
      StagedCursor right) {
    return new BranchDifferences(repository, trees, commits, right, left);
  }

  @Override
  public @Nullable TreeDifference next() {
    while (true) {
      StagedChange change = staged.peek();
      follow();
      TreeDifference difference = committed.peek();
      if (change == null
          || (difference != null && difference.path().compareTo(change.path()) < 0)) {
        return take(difference);
      }
      staged.advance();
      position = change.path().next();
      committed.seek(position);
      TreeDifference effect = effect(change, left);
      if (effect != null) {
        return effect;
      }
    }
  }

  @Override
  public void seek(Key target) {
    if (target.compareTo(position) > 0) {
      position = target;
      staged.seek(target);
      committed.seek(target);
    }
  }

  /**
   * What a change does to a tree, or null when the tree has it so already.
   *
   * @param tree not beyond the path of the change
   */
  public static @Nullable TreeDifference effect(StagedChange change, Lookahead<EntryRecord> tree) {
    tree.seek(change.path());
    EntryRecord record = tree.peek();
    RecordValue before =
        record != null && record.path().equals(change.path()) ? record.value() : null;
    RecordValue after = change.value();
    boolean same = before == null ? after == null : after != null && before.sameIdentity(after);
    return same ? null : new TreeDifference(change.path(), before, after);
  }

  private @Nullable TreeDifference take(@Nullable TreeDifference difference) {
    if (difference != null) {
      committed.next();
      position = difference.path().next();
    }
    return difference;
  }

  private void follow() {
    if (!staged.branch().head().equals(head)) {
      head = staged.branch().head();
      MetaRangeId right = headTree();
      left = left(right);
      committed = committed(right);
      committed.seek(position);
    }
  }

  private MetaRangeId headTree() {
    return commits.referenced(repository, head).metaRangeId();
  }

  private Lookahead<EntryRecord> left(MetaRangeId right) {
    return new Lookahead<>(
        trees.entries(repository.location(), given == null ? right : given), EntryRecord::path);
  }

  private Lookahead<TreeDifference> committed(MetaRangeId right) {
    return new Lookahead<>(
        trees.diff(repository.location(), given == null ? right : given, right),
        TreeDifference::path);
  }
}
