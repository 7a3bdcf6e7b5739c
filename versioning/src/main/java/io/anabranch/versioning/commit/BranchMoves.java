package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Moves branches. Moves of one branch take turns in this process; when another server has moved the
 * branch meanwhile, the move is made again on what it is now, a bounded number of times. Whoever
 * has lost a few times claims the branch, so that slow moves succeed among fast ones.
 */
public final class BranchMoves {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final int ATTEMPTS_WITHOUT_CLAIM = 3;

  /** Of a first claim; each further one, made because an attempt took longer, lasts twice that. */
  private static final Duration CLAIM = Duration.ofSeconds(10);

  private static final Duration MAX_CLAIM = Duration.ofMinutes(10);
  private static final Duration MAX_WAIT_FOR_CLAIM = Duration.ofMinutes(1);

  private final RefStore store;
  private final BranchQueues queues;
  private final Hooks hooks;
  private final int maxAttempts;

  public BranchMoves(RefStore store, BranchQueues queues, Hooks hooks, int maxAttempts) {
    this.store = store;
    this.queues = queues;
    this.hooks = hooks;
    this.maxAttempts = maxAttempts;
  }

  /**
   * Throws Busy when it is not this one's turn in time, or when the branch keeps moving.
   *
   * @param first the branch that the first attempt starts from
   * @param again the branch that any later attempt starts from
   * @param attempt empty when the branch has moved meanwhile, so that nothing was done
   */
  public <T> T move(
      Repository repository,
      String name,
      Supplier<Branch> first,
      Supplier<Branch> again,
      Function<Branch, Optional<T>> attempt) {
    return queues.inTurn(
        repository,
        name,
        () -> {
          Optional<T> outcome = attempt.apply(first.get());
          for (int i = 1; i < maxAttempts && outcome.isEmpty(); i++) {
            claimAfter(i, repository, name, again);
            outcome = attempt.apply(again.get());
          }
          return outcome.orElseThrow(() -> keepsMoving(name));
        });
  }

  private void claimAfter(
      int attempts, Repository repository, String name, Supplier<Branch> branch) {
    int claims = attempts - ATTEMPTS_WITHOUT_CLAIM;
    if (claims < 0) {
      return;
    }
    Duration claim = CLAIM.multipliedBy(1L << Math.min(claims, Integer.SIZE));
    Duration bounded = claim.compareTo(MAX_CLAIM) < 0 ? claim : MAX_CLAIM;
    if (!store.claim(repository, branch.get(), bounded, MAX_WAIT_FOR_CLAIM)) {
      throw keepsMoving(name);
    }
  }

  /**
   * Asks the hooks, records the commit of a change, moves the branch from the given state to it and
   * drops the areas that were sealed then. The one way in which commits come onto branches. Empty
   * when the branch has moved meanwhile.
   */
  public Optional<Commit> advance(Repository repository, Branch branch, RefChange change) {
    Commit commit = change.commit();
    String run = hooks.before(repository, change);
    if (!store.advance(
        repository,
        branch,
        branch.head(),
        commit,
        branch.sealedTokens(),
        change.kind().operation())) {
      return Optional.empty();
    }
    hooks.after(repository, change, run);
    return Optional.of(commit);
  }

  private static FailureException keepsMoving(String branch) {
    return new FailureException(
        new Failure.Busy(
            "branch '%s' was moved by others at each attempt: try again later".formatted(branch),
            RETRY_AFTER));
  }
}
