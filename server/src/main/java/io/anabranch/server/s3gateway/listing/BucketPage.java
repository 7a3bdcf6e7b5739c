package io.anabranch.server.s3gateway.listing;

import io.anabranch.versioning.model.Entry;
import java.util.List;

/**
 * A page of keys.
 *
 * @param hasMore whether the list goes on after the last item
 */
record BucketPage(List<Item> items, boolean hasMore) {

  static final BucketPage EMPTY = new BucketPage(List.of(), false);

  sealed interface Item {
    /** Where it stands; the list goes on after it. */
    String key();

    record Prefix(String key) implements Item {}

    record Found(String key, Entry entry) implements Item {}
  }

  BucketPage {
    items = List.copyOf(items);
  }

  /** After which the next page begins. */
  String next() {
    return items.getLast().key();
  }
}
