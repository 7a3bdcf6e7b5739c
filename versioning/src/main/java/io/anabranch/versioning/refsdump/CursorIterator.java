package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of a tree, decoded. Not for use by many threads. */
final class CursorIterator<T> implements Iterator<T> {

  private final Cursor<EntryRecord> cursor;
  private final Function<EntryRecord, T> decode;
  private @Nullable EntryRecord ahead;

  CursorIterator(Cursor<EntryRecord> cursor, Function<EntryRecord, T> decode) {
    this.cursor = cursor;
    this.decode = decode;
    this.ahead = cursor.next();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public T next() {
    EntryRecord record = ahead;
    if (record == null) {
      throw new NoSuchElementException();
    }
    ahead = cursor.next();
    return decode.apply(record);
  }
}
