package io.anabranch.sdk;

import io.anabranch.sdk.model.Pagination;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A list of many pages as one stream, which asks for the next page when it gets there.
 *
 * <pre>{@code
 * Pages.of(
 *         after -> anabranch.refs().logCommits("rivers", "main", after, 1000, ...),
 *         CommitList::getResults,
 *         CommitList::getPagination)
 *     .limit(5000)
 *     .forEach(commit -> ...);
 * }</pre>
 */
public final class Pages {

  /** The most items that a server puts on a page. */
  public static final int LARGEST = 1000;

  private Pages() {}

  /** As {@link #of(String, Function, Function, Function)}, from the beginning. */
  public static <P, T> Stream<T> of(
      Function<String, P> page, Function<P, List<T>> results, Function<P, Pagination> pagination) {
    return of("", page, results, pagination);
  }

  /**
   * The first page is asked for at once.
   *
   * @param after the item to begin behind; empty for the first page
   * @param page asks for the page behind an item
   */
  public static <P, T> Stream<T> of(
      String after,
      Function<String, P> page,
      Function<P, List<T>> results,
      Function<P, Pagination> pagination) {
    return Stream.iterate(
            Optional.of(page.apply(after)),
            Optional::isPresent,
            current ->
                current
                    .map(pagination)
                    .filter(Pagination::getHasMore)
                    .map(position -> page.apply(position.getNextOffset())))
        .flatMap(current -> current.map(results).stream().flatMap(List::stream));
  }
}
