package io.anabranch.versioning.history;

import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells how refs moved, also those that are deleted. What is older than the retention is forgotten,
 * but not the last move before that: it says what a ref stood for when the retention begins. Calls
 * block; safe for use by many threads.
 */
public interface RefHistory {

  /**
   * The moves of a ref, newest first.
   *
   * @param below only those of smaller numbers; {@link Long#MAX_VALUE} for all
   */
  List<RefMove> list(Repository repository, RefKind kind, String name, long below, int limit);

  /** The last move of a branch at or before a time. */
  Optional<RefMove> findLast(Repository repository, String branch, Instant time);

  /**
   * The move of a branch that so many others came after.
   *
   * @param later 0 for the latest move; takes as long as there are moves to go back
   */
  Optional<RefMove> findPrior(Repository repository, String branch, int later);

  /** The first move of a branch that is remembered. */
  Optional<RefMove> findOldest(Repository repository, String branch);
}
