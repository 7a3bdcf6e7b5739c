package io.anabranch.server.accounts;

import io.anabranch.server.api.Results;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Pages of lists that are sorted by the ids of their items. */
final class Pages {

  private Pages() {}

  /**
   * @param rows reads at most so many
   */
  static <F, T> Results<T> of(
      int amount, IntFunction<List<F>> rows, Function<F, String> id, Function<F, T> map) {
    int wanted = PageRequest.amount(amount);
    return Results.of(Page.cut(rows.apply(wanted + 1), wanted), id, map);
  }
}
