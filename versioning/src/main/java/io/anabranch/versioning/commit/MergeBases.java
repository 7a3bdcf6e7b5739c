package io.anabranch.versioning.commit;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Finds the best common ancestor of two commits: walks from both, the commits of the highest
 * generation first, and takes the first commit that is reached from both sides.
 *
 * <p>So all commits of higher generations than the base are looked at, and few others. Kept are
 * those only that wait: a commit is of a lower generation than all its children, so once it was
 * taken from the queue nothing leads to it any more.
 */
public final class MergeBases {

  private static final int FROM_LEFT = 1;
  private static final int FROM_RIGHT = 2;
  private static final int FROM_BOTH = 3;

  private final CommitStore commits;

  public MergeBases(CommitStore commits) {
    this.commits = commits;
  }

  /** Empty when the two have no history in common. */
  public Optional<CommitNode> find(Repository repository, Commit left, Commit right) {
    if (left.id().equals(right.id())) {
      return Optional.of(left.node());
    }
    Map<CommitId, Integer> reached = new HashMap<>();
    reached.put(left.id(), FROM_LEFT);
    reached.put(right.id(), FROM_RIGHT);
    PriorityQueue<CommitNode> frontier =
        new PriorityQueue<>(
            Comparator.comparingInt(CommitNode::generation)
                .thenComparing(CommitNode::creationDate)
                .reversed());
    frontier.addAll(List.of(left.node(), right.node()));
    AncestorReader ancestors =
        new AncestorReader(commits, repository, Math.min(left.generation(), right.generation()));
    while (!frontier.isEmpty()) {
      CommitNode commit = frontier.remove();
      int sides = reached.getOrDefault(commit.id(), 0);
      for (CommitNode parent : ancestors.parents(commit, frontier)) {
        int before = reached.getOrDefault(parent.id(), 0);
        int now = before | sides;
        reached.put(parent.id(), now);
        if (now == FROM_BOTH) {
          return Optional.of(parent);
        }
        if (before == 0) {
          frontier.add(parent);
        }
      }
      reached.remove(commit.id());
    }
    return Optional.empty();
  }
}
