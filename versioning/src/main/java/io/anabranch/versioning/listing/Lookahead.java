package io.anabranch.versioning.listing;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cursor whose next record can be looked at without taking it. Not for use by many threads. */
public final class Lookahead<T> implements Cursor<T> {

  private final Cursor<T> cursor;
  private final Function<T, Key> keyOf;
  private @Nullable T ahead;
  private boolean ended;

  public Lookahead(Cursor<T> cursor, Function<T, Key> keyOf) {
    this.cursor = cursor;
    this.keyOf = keyOf;
  }

  /** What {@link #next} is going to return. */
  public @Nullable T peek() {
    if (ahead == null && !ended) {
      ahead = cursor.next();
      ended = ahead == null;
    }
    return ahead;
  }

  @Override
  public @Nullable T next() {
    T next = peek();
    ahead = null;
    return next;
  }

  @Override
  public void seek(Key target) {
    T next = ahead;
    if (ended || (next != null && keyOf.apply(next).compareTo(target) >= 0)) {
      return;
    }
    ahead = null;
    cursor.seek(target);
  }
}
