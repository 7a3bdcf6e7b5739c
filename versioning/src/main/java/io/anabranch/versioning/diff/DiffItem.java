package io.anabranch.versioning.diff;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.tree.TreeDifference;
import org.jspecify.annotations.Nullable;

/** One item of a diff. */
public sealed interface DiffItem {

  /** What the right side did to a path of the left one. */
  enum Change {
    ADDED,
    REMOVED,
    CHANGED,
    /** Both sides have changed the path since their merge base, to different values. */
    CONFLICT
  }

  /**
   * A path that differs.
   *
   * @param left null when the right side added the path
   * @param right null when the right side removed the path; as the peer has it, what the right side
   *     made of it also in a conflict
   */
  record ChangedPath(
      Key path, Change change, @Nullable RecordValue left, @Nullable RecordValue right)
      implements DiffItem {

    static ChangedPath of(TreeDifference difference) {
      return new ChangedPath(
          difference.path(), changeOf(difference), difference.left(), difference.right());
    }

    private static Change changeOf(TreeDifference difference) {
      if (difference.left() == null) {
        return Change.ADDED;
      }
      return difference.right() == null ? Change.REMOVED : Change.CHANGED;
    }
  }

  /**
   * Some path under this prefix differs.
   *
   * @param prefix up to and including the delimiter
   */
  record ChangedPrefix(Key prefix) implements DiffItem {}
}
