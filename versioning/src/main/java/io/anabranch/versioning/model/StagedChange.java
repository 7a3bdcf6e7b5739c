package io.anabranch.versioning.model;

import org.jspecify.annotations.Nullable;

/**
 * A change to one path that is not committed yet.
 *
 * @param value the new value, or null for a tombstone: the path is deleted
 */
public record StagedChange(Key path, @Nullable RecordValue value) {

  public boolean isTombstone() {
    return value == null;
  }
}
