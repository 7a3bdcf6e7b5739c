package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.sortedrun.SortedRunCursor;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to a tree. A range is responsible for the keys from after the range before it to
 * its own last key; one in which no change has an effect is listed again as it is, every other one
 * is written anew. Keys after the last range make ranges of their own.
 */
final class TreeEdit {

  private final TreeCursor base;
  private final Cursor<StagedChange> changes;
  private final TreeWriter writer;
  private final PathOrder order = new PathOrder();
  private @Nullable StagedChange change;
  private long changed;

  TreeEdit(TreeCursor base, Cursor<StagedChange> changes, TreeWriter writer) {
    this.base = base;
    this.changes = changes;
    this.writer = writer;
    nextChange();
  }

  /** Gives the writer the whole new tree; returns how many paths have changed. */
  long apply() {
    while (!base.isAtEnd()) {
      Key next = change == null ? null : change.path();
      if (base.isRangeBefore(next)) {
        writer.appendRanges(base, next);
      } else if (findEffect()) {
        rewriteRange();
      }
    }
    while (change != null) {
      insert(change);
    }
    return changed;
  }

  /** Passes the changes without effect on the range ahead; whether it has one with effect. */
  private boolean findEffect() {
    Key maxKey = base.range().maxKey();
    SortedRunCursor existing = null;
    while (change != null && change.path().compareTo(maxKey) <= 0) {
      if (existing == null) {
        existing = base.openRange();
      }
      if (hasEffect(change, existing)) {
        return true;
      }
      nextChange();
    }
    return false;
  }

  private static boolean hasEffect(StagedChange change, SortedRunCursor existing) {
    boolean exists = existing.seek(change.path()) && existing.compareKey(change.path()) == 0;
    RecordValue value = change.value();
    return value == null ? exists : !(exists && existing.value().sameIdentity(value));
  }

  private void rewriteRange() {
    writer.knowStored(base.range().id());
    base.enter();
    while (!base.isBeforeRange() && !base.isAtEnd()) {
      int order = change == null ? -1 : base.compareKey(change.path());
      if (change != null && order > 0) {
        insert(change);
      } else if (change != null && order == 0) {
        replace(change);
        base.next();
      } else {
        writer.append(base.record());
        base.next();
      }
    }
  }

  private void insert(StagedChange absent) {
    if (absent.value() != null) {
      writer.append(absent.path(), absent.value());
      changed++;
    }
    nextChange();
  }

  private void replace(StagedChange present) {
    if (present.value() == null) {
      changed++;
    } else if (base.sameIdentity(present.value())) {
      writer.append(base.record());
    } else {
      writer.append(present.path(), present.value());
      changed++;
    }
    nextChange();
  }

  private void nextChange() {
    StagedChange next = changes.next();
    if (next != null) {
      order.requireNext(next.path());
    }
    change = next;
  }
}
