package io.anabranch.versioning.diff;

import io.anabranch.versioning.diff.DiffItem.Change;
import io.anabranch.versioning.diff.DiffItem.ChangedPath;
import io.anabranch.versioning.listing.Lookahead;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.tree.TreeDifference;
import org.jspecify.annotations.Nullable;

/**
 * The changes from a merge base to the right side, as a merge into the left side would meet them: a
 * change that the left side has made too is none, and one that it has made differently is a
 * conflict.
 */
final class ThreeDot implements Cursor<ChangedPath> {

  private final Cursor<TreeDifference> changes;
  private final Lookahead<EntryRecord> left;

  /**
   * @param changes from the base to the right side
   * @param left the records of the left side
   */
  ThreeDot(Cursor<TreeDifference> changes, Cursor<EntryRecord> left) {
    this.changes = changes;
    this.left = new Lookahead<>(left, EntryRecord::path);
  }

  @Override
  public @Nullable ChangedPath next() {
    TreeDifference change = changes.next();
    while (change != null) {
      RecordValue onLeft = onLeft(change.path());
      if (same(onLeft, change.left())) {
        return ChangedPath.of(change);
      }
      if (!same(onLeft, change.right())) {
        return new ChangedPath(change.path(), Change.CONFLICT, onLeft, change.right());
      }
      change = changes.next();
    }
    return null;
  }

  @Override
  public void seek(Key target) {
    changes.seek(target);
  }

  private @Nullable RecordValue onLeft(Key path) {
    left.seek(path);
    EntryRecord record = left.peek();
    return record != null && record.path().equals(path) ? record.value() : null;
  }

  private static boolean same(@Nullable RecordValue one, @Nullable RecordValue other) {
    return one == null ? other == null : other != null && one.sameIdentity(other);
  }
}
