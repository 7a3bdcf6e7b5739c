package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the parents of commits for a walk over history. When those of one commit are not known yet,
 * those of the commits that the walk will come to are read with them, in one round trip. Not for
 * use by many threads.
 */
public final class AncestorReader {

  /** Of the commits that the walk will come to; a queue gives those first that are next. */
  private static final int MAX_LOOKED_AT = 64;

  private static final int MAX_KNOWN = 2000;

  private final CommitStore commits;
  private final Repository repository;
  private final Map<CommitId, Commit> known = new HashMap<>();

  /** Whose parents were read ahead: a walk passes most of its commits many times. */
  private final Set<CommitId> readAhead = new HashSet<>();

  public AncestorReader(CommitStore commits, Repository repository) {
    this.commits = commits;
    this.repository = repository;
  }

  /**
   * The parents in their recorded order.
   *
   * @param waiting commits whose parents are going to be asked for
   */
  public List<Commit> parents(Commit commit, Collection<Commit> waiting) {
    if (!known.keySet().containsAll(commit.parents())) {
      read(commit, waiting);
    }
    return commit.parents().stream().map(this::parent).toList();
  }

  private void read(Commit commit, Collection<Commit> waiting) {
    if (known.size() > MAX_KNOWN) {
      known.clear();
      readAhead.clear();
    }
    Set<CommitId> wanted = new LinkedHashSet<>(commit.parents());
    int lookedAt = 0;
    for (Commit next : waiting) {
      if (lookedAt++ == MAX_LOOKED_AT) {
        break;
      }
      if (readAhead.add(next.id())) {
        wanted.addAll(next.parents());
      }
    }
    wanted.removeAll(known.keySet());
    known.putAll(commits.findAll(repository, wanted));
  }

  private Commit parent(CommitId id) {
    Commit parent = known.get(id);
    if (parent == null) {
      throw new FailureException(
          new Failure.Corrupt(
              "repository '%s' refers to commit %s, which is not recorded"
                  .formatted(repository.name(), id)));
    }
    return parent;
  }
}
