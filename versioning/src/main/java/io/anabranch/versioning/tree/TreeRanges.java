package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.range.Range;
import org.jspecify.annotations.Nullable;

/** The ranges of a tree, by their last keys. */
final class TreeRanges implements Cursor<Range> {

  private final TreeCursor tree;

  TreeRanges(TreeCursor tree) {
    this.tree = tree;
  }

  @Override
  public @Nullable Range next() {
    if (tree.isAtEnd()) {
      return null;
    }
    Range range = tree.range();
    tree.skipRange();
    return range;
  }

  @Override
  public void seek(Key target) {
    tree.seekRange(target);
  }
}
