package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import java.util.List;

/** The outcome of merging two trees. */
public sealed interface TreeMerge {

  /**
   * @param tree the destination's own when nothing is taken from the source
   */
  record Merged(MetaRangeId tree) implements TreeMerge {}

  /**
   * @param paths the first of the paths in conflict, at most 1,000
   */
  record Conflicted(List<Key> paths) implements TreeMerge {

    public Conflicted {
      paths = List.copyOf(paths);
    }
  }
}
