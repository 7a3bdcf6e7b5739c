package io.anabranch.versioning.model;

import org.jspecify.annotations.Nullable;

/**
 * A forward walk over records in ascending key order, each key once. Not for use by many threads.
 */
public interface Cursor<T> {

  /** The next record, or null at the end. */
  @Nullable T next();

  /**
   * Skips to the first record whose key is not less than the target, which {@link #next} then
   * returns. Never moves backwards: a target at or before the current position does nothing.
   */
  void seek(Key target);
}
