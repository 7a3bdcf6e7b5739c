package io.anabranch.versioning.listing;

import java.util.List;

/**
 * One page of a list.
 *
 * @param hasMore whether the list goes on after the last item
 */
public record Page<T>(List<T> items, boolean hasMore) {

  public Page {
    items = List.copyOf(items);
  }

  /** The page of {@code amount} items, from a list that was asked for one more than that. */
  public static <T> Page<T> cut(List<T> items, int amount) {
    return items.size() > amount
        ? new Page<>(items.subList(0, amount), true)
        : new Page<>(items, false);
  }
}
