package io.anabranch.versioning.hooks;

import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;

/**
 * What the engine asks before a ref changes and tells afterwards. Safe for use by many threads.
 *
 * <p>A change is asked for after it has been found possible and everything of it is written that
 * nobody sees. It may still not come about, when the ref moves meanwhile: then it is asked for
 * again. A branch takes its turns meanwhile, so a hook that has the same branch committed to waits
 * for itself, in vain.
 */
public interface Hooks {

  /** Allows everything. */
  Hooks NONE =
      new Hooks() {
        @Override
        public void prepare(Repository repository, CommitPreparation preparation) {}

        @Override
        public String before(Repository repository, RefChange change) {
          return "";
        }

        @Override
        public void after(Repository repository, RefChange change, String run) {}
      };

  /**
   * Before a commit, when changes staged now are still part of it.
   *
   * @throws FailureException PreconditionFailed to have it not made
   */
  void prepare(Repository repository, CommitPreparation preparation);

  /**
   * Before a change.
   *
   * @return a word about it for {@link #after}
   * @throws FailureException PreconditionFailed to have nothing changed
   */
  String before(Repository repository, RefChange change);

  /**
   * After a change, which stands whatever happens now. Returns soon and throws nothing.
   *
   * @param run what {@link #before} answered
   */
  void after(Repository repository, RefChange change, String run);
}
