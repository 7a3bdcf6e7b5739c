package io.anabranch.versioning.merge;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Key;
import java.util.List;

/** How a merge ended. */
public sealed interface MergeOutcome {

  /** The destination has moved to this commit. */
  record Merged(Commit commit) implements MergeOutcome {}

  /**
   * Both sides changed the same paths differently; nothing was done.
   *
   * @param paths the first of them, at most 1,000
   */
  record Conflicted(List<Key> paths) implements MergeOutcome {
    public Conflicted {
      paths = List.copyOf(paths);
    }
  }
}
