package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of items in ascending order. Not for use by many threads. */
final class IteratorCursor<T> implements Cursor<EntryRecord> {

  private final Iterator<T> items;
  private final Function<T, EntryRecord> encode;

  IteratorCursor(Iterator<T> items, Function<T, EntryRecord> encode) {
    this.items = items;
    this.encode = encode;
  }

  @Override
  public @Nullable EntryRecord next() {
    return items.hasNext() ? encode.apply(items.next()) : null;
  }

  /** A dump is written from beginning to end. */
  @Override
  public void seek(Key target) {
    throw new UnsupportedOperationException("a dump is written whole");
  }
}
