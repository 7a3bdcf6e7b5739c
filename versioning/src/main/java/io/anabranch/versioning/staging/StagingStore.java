package io.anabranch.versioning.staging;

import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the staged changes of branches. A change is durable when {@link #stage} returns. Calls
 * block; safe for use by many threads and many servers.
 */
public interface StagingStore {

  /**
   * A branch as seen by one path, in one snapshot.
   *
   * @param staged the newest staged change of the path, over all staging areas; null for none
   */
  record PathView(Branch branch, @Nullable StagedChange staged) {}

  /**
   * A branch and its staged changes from some key on, in one snapshot.
   *
   * @param changes ascending, the newest for each path
   * @param last whether there are none after these
   */
  record Page(Branch branch, List<StagedChange> changes, boolean last) {}

  enum StageOutcome {
    STAGED,
    BRANCH_GONE,
    /** Only for a conditional call: the path may have become another one since it was seen. */
    CONDITION_FAILED
  }

  /** One round trip. Empty when the branch does not exist. */
  Optional<PathView> find(Repository repository, String branch, Key path);

  /**
   * One round trip. Empty when the branch does not exist.
   *
   * @param from inclusive; any bytes, not only those of a path that could be staged
   * @param prefix only paths that start with it
   */
  Optional<Page> page(Repository repository, String branch, Key from, Key prefix, int limit);

  /** Stages one change, whatever the path was before. */
  StageOutcome stage(Repository repository, String branch, StagedChange change);

  /** Stages changes in one transaction: all or none. Paths must be distinct. */
  StageOutcome stageAll(Repository repository, String branch, List<StagedChange> changes);

  /**
   * Stages a change of a path that is still as the caller found it: done only if the branch still
   * has the head that was seen, and the newest staged change of the path is of the same value as
   * the one that was seen, or there is none as there was none. In which area that change lies does
   * not matter: a seal changes nothing of what a path is.
   *
   * @param seen as {@link #find} told it, of the same path
   */
  StageOutcome stageIfUnchanged(
      Repository repository, String branch, PathView seen, StagedChange change);

  /**
   * Removes staged changes, as if they had not been made: the committed values show again. A commit
   * that is under way with such a change finds that the branch has moved: {@code RefStore.advance}
   * with its areas does nothing then.
   *
   * @param prefix of the paths to reset; empty for all
   * @return whether the branch exists
   */
  boolean resetPrefix(Repository repository, String branch, Key prefix);

  /** As {@link #resetPrefix}, for one path. */
  boolean reset(Repository repository, String branch, Key path);

  /**
   * The changes of sealed areas in ascending order, the newest for each path. Close it.
   *
   * @param areas newest first
   */
  Scan scan(List<StagingToken> areas);

  /** A cursor that holds a connection until it is closed. */
  interface Scan extends Cursor<StagedChange>, AutoCloseable {
    @Override
    void close();
  }
}
