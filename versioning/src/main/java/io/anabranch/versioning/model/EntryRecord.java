package io.anabranch.versioning.model;

/** One record of a tree: a path and the encoded value it has there. */
public record EntryRecord(Key path, RecordValue value) {

  public Entry entry() {
    return value.entry();
  }
}
