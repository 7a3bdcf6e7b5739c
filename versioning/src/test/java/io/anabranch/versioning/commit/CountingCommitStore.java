package io.anabranch.versioning.commit;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the calls, and how many commits they gave for walks. */
final class CountingCommitStore implements CommitStore {

  private final CommitStore store;
  private final boolean withAncestors;
  private int calls;
  private int nodes;

  /**
   * @param withAncestors whether ancestors come with the commits that were asked for: they may, and
   *     need not
   */
  CountingCommitStore(CommitStore store, boolean withAncestors) {
    this.store = store;
    this.withAncestors = withAncestors;
  }

  int calls() {
    return calls;
  }

  int nodes() {
    return nodes;
  }

  @Override
  public Optional<Commit> find(Repository repository, CommitId id) {
    calls++;
    return store.find(repository, id);
  }

  @Override
  public Map<CommitId, Commit> findAll(Repository repository, Collection<CommitId> ids) {
    calls++;
    return store.findAll(repository, ids);
  }

  @Override
  public Map<CommitId, CommitNode> findWithAncestors(
      Repository repository, Collection<CommitId> ids, int leastGeneration, int limit) {
    calls++;
    Map<CommitId, CommitNode> found =
        store.findWithAncestors(repository, ids, leastGeneration, withAncestors ? limit : 0);
    nodes += found.size();
    return found;
  }

  @Override
  public List<Commit> list(Repository repository, @Nullable CommitId after, int limit) {
    calls++;
    return store.list(repository, after, limit);
  }

  @Override
  public boolean create(Repository repository, Commit commit) {
    return store.create(repository, commit);
  }
}
