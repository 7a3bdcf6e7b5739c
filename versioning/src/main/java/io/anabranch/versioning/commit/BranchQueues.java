package io.anabranch.versioning.commit;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets operations that move a branch take turns, first come first served, so that each begins on
 * what the one before it left. Covers this process only: operations of other servers are met by
 * compare-and-set. A queue exists only while someone is in it.
 */
public final class BranchQueues {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record Name(int repositoryId, String branch) {}

  private record Queue(ReentrantLock turn, int members) {
    Queue join() {
      return new Queue(turn, members + 1);
    }

    @Nullable Queue leave() {
      return members == 1 ? null : new Queue(turn, members - 1);
    }
  }

  private final Map<Name, Queue> queues = new ConcurrentHashMap<>();
  private final int maxMembers;
  private final Duration maxWait;

  /**
   * @param maxMembers of one queue, the one whose turn it is included
   * @param maxWait for one's turn
   */
  public BranchQueues(int maxMembers, Duration maxWait) {
    this.maxMembers = maxMembers;
    this.maxWait = maxWait;
  }

  /**
   * Runs the operation when it is its turn. Throws Busy when the queue is full or the wait too
   * long; then nothing has been done.
   */
  public <T> T inTurn(Repository repository, String branch, Supplier<T> operation) {
    Name name = new Name(repository.id(), branch);
    ReentrantLock turn = join(name);
    try {
      await(turn, branch);
      try {
        return operation.get();
      } finally {
        turn.unlock();
      }
    } finally {
      queues.computeIfPresent(name, (_, queue) -> queue.leave());
    }
  }

  /** How many queues there are now. */
  int size() {
    return queues.size();
  }

  private ReentrantLock join(Name name) {
    return queues
        .compute(
            name,
            (_, queue) -> {
              if (queue == null) {
                return new Queue(new ReentrantLock(true), 1);
              }
              if (queue.members() >= maxMembers) {
                throw busy(name.branch());
              }
              return queue.join();
            })
        .turn();
  }

  private void await(ReentrantLock turn, String branch) {
    try {
      if (!turn.tryLock(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(branch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(branch);
    }
  }

  private static FailureException busy(String branch) {
    return new FailureException(
        new Failure.Busy(
            "too many commits and merges are waiting for branch '%s': try again later"
                .formatted(branch),
            RETRY_AFTER));
  }
}
