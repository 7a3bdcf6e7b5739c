package io.anabranch.versioning.object;

import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;

/** One item of a list of objects. */
public sealed interface ListItem {

  /** Where it stands in the list, which goes on after it. */
  default String place() {
    return switch (this) {
      case ListedEntry(var record) -> record.path().toString();
      case CommonPrefix(var prefix) -> prefix.toString();
    };
  }

  record ListedEntry(EntryRecord record) implements ListItem {}

  /**
   * The paths that share this beginning.
   *
   * @param prefix up to and including the delimiter
   */
  record CommonPrefix(Key prefix) implements ListItem {}
}
