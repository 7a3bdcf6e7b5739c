package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import java.util.List;

/** The outcome of merging two trees. */
public sealed interface TreeMerge {

  /**
   * @param changed at most so many paths have another value than in the destination tree; 0 means
   *     that the tree is the destination's. Ranges that are taken from the source whole, without
   *     being read, count with all their records, and so do those that they replace.
   */
  record Merged(MetaRangeId tree, long changed) implements TreeMerge {}

  /**
   * @param paths the first of the paths in conflict, at most 1,000
   */
  record Conflicted(List<Key> paths) implements TreeMerge {

    public Conflicted {
      paths = List.copyOf(paths);
    }
  }
}
