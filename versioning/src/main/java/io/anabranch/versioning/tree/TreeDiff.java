package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import org.jspecify.annotations.Nullable;

/** Walks two trees side by side and stops where they differ. */
final class TreeDiff implements Cursor<TreeDifference> {

  private final TreeCursor left;
  private final TreeCursor right;
  private final @Nullable Key end;

  /**
   * @param end where to stop, before a range that begins there is read; null for the end of both
   */
  TreeDiff(TreeCursor left, TreeCursor right, @Nullable Key end) {
    this.left = left;
    this.right = right;
    this.end = end;
  }

  @Override
  public @Nullable TreeDifference next() {
    while (!isDone(left) || !isDone(right)) {
      int order = left.compareTo(right);
      if (order < 0) {
        Key path = left.key();
        return new TreeDifference(path, take(left), null);
      }
      if (order > 0) {
        Key path = right.key();
        return new TreeDifference(path, null, take(right));
      }
      TreeDifference difference = nextOfBoth();
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  @Override
  public void seek(Key target) {
    left.seekRange(target);
    right.seekRange(target);
    if (left.isBeforeSameRange(right) && left.compareKey(target) < 0) {
      left.skipRange();
      right.skipRange();
    } else {
      left.seek(target);
      right.seek(target);
    }
  }

  private boolean isDone(TreeCursor tree) {
    return tree.isAtEnd() || (end != null && tree.compareKey(end) >= 0);
  }

  /** Both are at the same key: goes past what is equal there, or answers the difference. */
  private @Nullable TreeDifference nextOfBoth() {
    if (left.isBeforeSameRange(right)) {
      left.skipSameRanges(right, end);
      return null;
    }
    left.enter();
    right.enter();
    if (left.sameIdentity(right)) {
      left.skipSameRecords(right, end);
      return null;
    }
    return new TreeDifference(left.key(), take(left), take(right));
  }

  private static RecordValue take(TreeCursor tree) {
    tree.enter();
    RecordValue value = tree.record().value();
    tree.next();
    return value;
  }
}
