package io.anabranch.blockstore;

import java.util.List;

/**
 * A page of a listing. A page may hold fewer than the limit, even none, and still not be the last.
 *
 * @param objects in ascending order of their keys' UTF-8 bytes
 * @param commonPrefixes in the same order, each once
 * @param next what to pass as {@link ListRequest#after} for the following page; empty after the
 *     last one
 */
public record ObjectPage(List<ObjectInfo> objects, List<String> commonPrefixes, String next) {

  public ObjectPage {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  public boolean hasMore() {
    return !next.isEmpty();
  }
}
