package io.anabranch.versioning.tree;

import java.util.SortedMap;
import java.util.TreeMap;

/** Which of the two kinds of files of a tree a run is: a property says so, and ids depend on it. */
enum RunType {
  RANGE("ranges"),
  META_RANGE("metaranges");

  static final String PROPERTY = "type";

  private final String value;

  RunType(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }

  /**
   * The user properties of a file.
   *
   * @param description what the records are; empty for entries
   */
  SortedMap<String, String> properties(SortedMap<String, String> description) {
    SortedMap<String, String> properties = new TreeMap<>(description);
    properties.put(PROPERTY, value);
    return properties;
  }
}
