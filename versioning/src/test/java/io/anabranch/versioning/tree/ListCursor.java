package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor over a list, as tests give it to writers, which do not seek; and back. */
final class ListCursor<T> implements Cursor<T> {

  private final Iterator<T> iterator;

  ListCursor(Iterable<T> records) {
    this.iterator = records.iterator();
  }

  @Override
  public @Nullable T next() {
    return iterator.hasNext() ? iterator.next() : null;
  }

  @Override
  public void seek(Key target) {
    throw new UnsupportedOperationException();
  }

  static <T> List<T> drain(Cursor<T> cursor) {
    List<T> all = new ArrayList<>();
    for (T record = cursor.next(); record != null; record = cursor.next()) {
      all.add(record);
    }
    return all;
  }
}
