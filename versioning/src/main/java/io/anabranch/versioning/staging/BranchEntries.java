package io.anabranch.versioning.staging;

import io.anabranch.versioning.listing.Lookahead;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.tree.Trees;
import org.jspecify.annotations.Nullable;

/**
 * The records of a branch as its readers see them: the head's tree with the staged changes over it.
 * When the branch moves during the walk, the walk goes on over the new head from where it is.
 */
public final class BranchEntries implements Cursor<EntryRecord> {

  private final Repository repository;
  private final Trees trees;
  private final CommitLookup commits;
  private final StagedCursor staged;
  private Key position;
  private CommitId head;
  private Lookahead<EntryRecord> committed;

  /**
   * @param staged from its first change on
   */
  public BranchEntries(
      Repository repository, Trees trees, CommitLookup commits, StagedCursor staged) {
    this.repository = repository;
    this.trees = trees;
    this.commits = commits;
    this.staged = staged;
    this.position = Key.EMPTY;
    this.head = staged.branch().head();
    this.committed = committed();
  }

  @Override
  public @Nullable EntryRecord next() {
    while (true) {
      StagedChange change = staged.peek();
      follow();
      EntryRecord record = committed.peek();
      if (change == null || (record != null && record.path().compareTo(change.path()) < 0)) {
        return take(record);
      }
      staged.advance();
      position = change.path().next();
      committed.seek(position);
      if (change.value() != null) {
        return new EntryRecord(change.path(), change.value());
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

  private @Nullable EntryRecord take(@Nullable EntryRecord record) {
    if (record != null) {
      committed.next();
      position = record.path().next();
    }
    return record;
  }

  private void follow() {
    if (!staged.branch().head().equals(head)) {
      head = staged.branch().head();
      committed = committed();
      committed.seek(position);
    }
  }

  private Lookahead<EntryRecord> committed() {
    return new Lookahead<>(
        trees.entries(repository.location(), commits.referenced(repository, head).metaRangeId()),
        EntryRecord::path);
  }
}
