package io.anabranch.versioning.commit;

import io.anabranch.versioning.listing.PagedIterator;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the commit records of repositories. A record never changes, so it may be cached. Calls
 * block; safe for use by many threads.
 */
public interface CommitStore {

  Optional<Commit> find(Repository repository, CommitId id);

  /** The commits that exist among the given ids, in one round trip. */
  Map<CommitId, Commit> findAll(Repository repository, Collection<CommitId> ids);

  /**
   * The commits that exist among the given ids, as walks see them, in one round trip at most. With
   * them may come ancestors of theirs, which a walk asks for next: the nearest first, each with all
   * commits on the way to it.
   *
   * @param leastGeneration ancestors of lower generations do not come
   * @param limit commits that come with these ids, in all, unless there are more ids; bounds the
   *     memory that the answer takes
   */
  Map<CommitId, CommitNode> findWithAncestors(
      Repository repository, Collection<CommitId> ids, int leastGeneration, int limit);

  /**
   * All commits, ascending by id.
   *
   * @param after only ids greater than this; null for all
   */
  List<Commit> list(Repository repository, @Nullable CommitId after, int limit);

  /** All commits, ascending by id, page by page. For one thread. */
  default Iterator<Commit> all(Repository repository) {
    return new PagedIterator<>(
        (last, limit) -> list(repository, last == null ? null : last.id(), limit));
  }

  /**
   * Records a commit that no branch points to yet.
   *
   * @return false when a commit of that id is recorded already
   */
  boolean create(Repository repository, Commit commit);
}
