package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of what is listed page by page, in ascending order. */
final class PagedRecords<T> implements Cursor<EntryRecord> {

  /** The next page, after the last item of the one before; null for the first page. */
  interface Pages<T> {
    List<T> after(@Nullable T last);
  }

  private final Pages<T> pages;
  private final Function<T, EntryRecord> encode;
  private @Nullable T last;
  private Iterator<T> page;

  PagedRecords(Pages<T> pages, Function<T, EntryRecord> encode) {
    this.pages = pages;
    this.encode = encode;
    this.page = pages.after(null).iterator();
  }

  @Override
  public @Nullable EntryRecord next() {
    if (!page.hasNext() && last != null) {
      page = pages.after(last).iterator();
    }
    if (!page.hasNext()) {
      return null;
    }
    T item = page.next();
    last = item;
    return encode.apply(item);
  }

  /** A dump is written from beginning to end. */
  @Override
  public void seek(Key target) {
    throw new UnsupportedOperationException("a dump is written whole");
  }
}
