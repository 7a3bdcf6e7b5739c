package io.anabranch.versioning.log;

import io.anabranch.versioning.commit.AncestorReader;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks from a commit to its ancestors, later ones first: by creation date, then the greater id. A
 * commit comes after all its children that are walked. Not for use by many threads.
 */
final class History {

  private final AncestorReader ancestors;
  private final boolean firstParent;
  private final Set<CommitId> seen = new HashSet<>();
  private final PriorityQueue<CommitNode> frontier =
      new PriorityQueue<>(
          Comparator.comparing(CommitNode::creationDate).thenComparing(CommitNode::id).reversed());

  History(AncestorReader ancestors, CommitNode start, boolean firstParent) {
    this.ancestors = ancestors;
    this.firstParent = firstParent;
    seen.add(start.id());
    frontier.add(start);
  }

  @Nullable CommitNode next() {
    CommitNode commit = frontier.poll();
    if (commit != null) {
      for (CommitNode parent : followed(commit)) {
        if (seen.add(parent.id())) {
          frontier.add(parent);
        }
      }
    }
    return commit;
  }

  private List<CommitNode> followed(CommitNode commit) {
    List<CommitNode> parents = ancestors.parents(commit, frontier);
    if (!firstParent || parents.size() < 2) {
      return parents;
    }
    CommitId mainLine = commit.mainLineFirst().getFirst();
    return parents.stream().filter(parent -> parent.id().equals(mainLine)).limit(1).toList();
  }
}
