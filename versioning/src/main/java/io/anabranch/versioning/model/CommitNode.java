package io.anabranch.versioning.model;

import java.time.Instant;
import java.util.List;

/**
 * What a walk over history needs of a commit: the part of its record that is never large.
 *
 * @param parents as they are recorded
 * @param version 1; 0 for records of early versions, whose first parent is the last of the list
 * @param generation greater than those of the parents
 */
public record CommitNode(
    CommitId id,
    Instant creationDate,
    MetaRangeId metaRangeId,
    List<CommitId> parents,
    int version,
    int generation) {

  public CommitNode {
    parents = List.copyOf(parents);
  }

  /** The parents with the one on the main line first, whatever the version. */
  public List<CommitId> mainLineFirst() {
    return version == 0 ? parents.reversed() : parents;
  }
}
