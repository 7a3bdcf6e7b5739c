package io.anabranch.versioning.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A commit as it is recorded.
 *
 * @param creationDate only whole seconds are part of the id
 * @param parents the first is the branch the commit was made on; empty for a first commit
 * @param version 1; 0 for records of early versions, whose first parent is the last of the list
 * @param generation 1 for a first commit, else 1 + the greatest generation of the parents
 */
public record Commit(
    CommitId id,
    String committer,
    String message,
    Instant creationDate,
    MetaRangeId metaRangeId,
    List<CommitId> parents,
    SortedMap<String, String> metadata,
    int version,
    int generation) {

  public Commit {
    parents = List.copyOf(parents);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  public boolean isMerge() {
    return parents.size() > 1;
  }

  /** The parents with the one on the main line first, whatever the version. */
  public List<CommitId> mainLineFirst() {
    return node().mainLineFirst();
  }

  public CommitNode node() {
    return new CommitNode(id, creationDate, metaRangeId, parents, version, generation);
  }
}
