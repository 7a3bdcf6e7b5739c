package io.anabranch.server.api;

import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.function.Function;

/** One page of results as every list operation answers it. */
@Serdeable
public record Results<T>(Pagination pagination, List<T> results) {

  /**
   * @param offset of an item: what {@code after} must be to go on behind it
   */
  public static <F, T> Results<T> of(Page<F> page, Function<F, String> offset, Function<F, T> map) {
    String next = page.hasMore() ? offset.apply(page.items().getLast()) : "";
    return of(page.items(), next, map);
  }

  /**
   * @param next what {@code after} must be to go on; empty at the end
   */
  public static <F, T> Results<T> of(List<F> items, String next, Function<F, T> map) {
    return new Results<>(
        new Pagination(!next.isEmpty(), next, items.size(), PageRequest.MAX_AMOUNT),
        items.stream().map(map).toList());
  }
}
