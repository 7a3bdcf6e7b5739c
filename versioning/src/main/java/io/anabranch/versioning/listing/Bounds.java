package io.anabranch.versioning.listing;

import io.anabranch.versioning.model.Key;

/** The keys of a {@link PageRequest}; any of them may be empty. */
public record Bounds(Key prefix, Key delimiter, Key after) {

  /** Nothing before this key is listed: a cursor may be opened there. */
  public Key start() {
    return after.isEmpty() || after.compareTo(prefix) < 0 ? prefix : after.next();
  }
}
