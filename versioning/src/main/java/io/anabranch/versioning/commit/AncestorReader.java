package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the parents of commits for a walk over history. When those of one commit are not known yet,
 * those of the commits that the walk will come to are read with them, and ancestors of all of them:
 * twice as many each time, so that a long walk takes few round trips and a short one reads little
 * in vain. Keeps a bounded number of commits. Not for use by many threads.
 */
public final class AncestorReader {

  /** Of the commits that the walk will come to; a queue gives those first that are next. */
  private static final int MAX_LOOKED_AT = 64;

  private static final int FIRST_READ = 16;
  private static final int LARGEST_READ = 1024;
  private static final int MAX_KNOWN = 4 * LARGEST_READ;

  private final CommitStore commits;
  private final Repository repository;
  private int leastGeneration;
  private final Map<CommitId, CommitNode> known = new HashMap<>();
  private int nextRead = FIRST_READ;

  /**
   * @param leastGeneration down to which the walk is sure to go, unless it ends before: what lies
   *     below is read once the walk is there
   */
  public AncestorReader(CommitStore commits, Repository repository, int leastGeneration) {
    this.commits = commits;
    this.repository = repository;
    this.leastGeneration = leastGeneration;
  }

  /**
   * The parents in their recorded order.
   *
   * @param waiting commits whose parents are going to be asked for
   */
  public List<CommitNode> parents(CommitNode commit, Collection<CommitNode> waiting) {
    if (!known.keySet().containsAll(commit.parents())) {
      read(commit, waiting);
    }
    return commit.parents().stream().map(this::parent).toList();
  }

  private void read(CommitNode commit, Collection<CommitNode> waiting) {
    if (known.size() > MAX_KNOWN) {
      known.clear();
    }
    Set<CommitId> wanted = new HashSet<>(commit.parents());
    waiting.stream().limit(MAX_LOOKED_AT).map(CommitNode::parents).forEach(wanted::addAll);
    wanted.removeAll(known.keySet());
    if (commit.generation() <= leastGeneration) {
      leastGeneration = 0;
      nextRead = FIRST_READ;
    }
    Map<CommitId, CommitNode> found =
        commits.findWithAncestors(repository, wanted, leastGeneration, nextRead);
    if (found.size() > wanted.size()) {
      nextRead = Math.min(2 * nextRead, LARGEST_READ);
    }
    known.putAll(found);
  }

  private CommitNode parent(CommitId id) {
    CommitNode parent = known.get(id);
    if (parent == null) {
      throw new FailureException(
          new Failure.Corrupt(
              "repository '%s' refers to commit %s, which is not recorded"
                  .formatted(repository.name(), id)));
    }
    return parent;
  }
}
