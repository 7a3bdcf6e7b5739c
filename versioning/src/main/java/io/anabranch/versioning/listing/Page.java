package io.anabranch.versioning.listing;

import java.util.List;
import java.util.function.IntFunction;

/**
 * One page of a list.
 *
 * @param hasMore whether the list goes on after the last item
 */
public record Page<T>(List<T> items, boolean hasMore) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * A page of a list.
   *
   * @param requested as {@link PageRequest#amount} takes it
   * @param rows reads at most so many, the first of what the page is to hold
   */
  public static <T> Page<T> read(int requested, IntFunction<List<T>> rows) {
    int amount = PageRequest.amount(requested);
    return cut(rows.apply(amount + 1), amount);
  }

  /** The page of {@code amount} items, from a list that was asked for one more than that. */
  public static <T> Page<T> cut(List<T> items, int amount) {
    return items.size() > amount
        ? new Page<>(items.subList(0, amount), true)
        : new Page<>(items, false);
  }
}
