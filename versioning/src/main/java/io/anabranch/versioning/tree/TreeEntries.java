package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import org.jspecify.annotations.Nullable;

/** The records of a tree. */
final class TreeEntries implements Cursor<EntryRecord> {

  private final TreeCursor tree;

  TreeEntries(TreeCursor tree) {
    this.tree = tree;
  }

  @Override
  public @Nullable EntryRecord next() {
    if (tree.isAtEnd()) {
      return null;
    }
    tree.enter();
    EntryRecord record = tree.entryRecord();
    tree.next();
    return record;
  }

  @Override
  public void seek(Key target) {
    tree.seek(target);
  }
}
