package io.anabranch.versioning.listing;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * All items of a list that is read page by page, in its order. A page is in memory, and none is
 * read before one of its items is asked for. Not for use by many threads.
 */
public final class PagedIterator<T> implements Iterator<T> {

  /** Reads a page of the list. */
  @FunctionalInterface
  public interface Pages<T> {

    /**
     * @param last the item before the page; null for the first page
     * @param limit of the items; fewer are the last ones
     */
    List<T> after(@Nullable T last, int limit);
  }

  private static final int LIMIT = PageRequest.MAX_AMOUNT;

  private final Pages<T> pages;
  private List<T> page = List.of();
  private int index;
  private @Nullable T last;
  private boolean isLastPage;

  public PagedIterator(Pages<T> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() {
    if (index == page.size() && !isLastPage) {
      page = pages.after(last, LIMIT);
      index = 0;
      isLastPage = page.size() < LIMIT;
    }
    return index < page.size();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T item = page.get(index++);
    last = item;
    return item;
  }
}
