package io.anabranch.server.postgres;

import io.anabranch.server.postgres.Database.Lease;
import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent callers share one statement, one transaction and one flush of the log. While the
 * leader's batch is in flight, further requests queue up; they are the next batch. There is no
 * timer: a lone caller waits for nobody. With a request of its own each caller sees its own answer
 * or failure, and when {@link #submit} returns, what was asked is durable.
 *
 * <p>There is one leader: more of them make smaller batches, not faster ones. It is a virtual
 * thread of its own, started when the first request arrives and gone when the queue is empty, and
 * not one of the callers, because interrupting a virtual thread closes the socket it reads: an
 * impatient caller must not break the batch of the others.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
final class GroupCommit<Q, A> {

  /** One round trip that answers many requests, in their order; all or none take effect. */
  @FunctionalInterface
  interface Batch<Q, A> {
    List<A> run(Connection connection, List<Q> requests) throws SQLException;
  }

  private static final int MAX_BATCH = 512;

  /** Each lane takes a lock of the database, whose lock table is bounded. */
  private static final int MAX_LANES = 64;

  private static final int MAX_WAITING = 100_000;

  private final String name;
  private final Database database;
  private final Effect effect;
  private final Function<Q, Object> lane;
  private final Batch<Q, A> batch;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter<Q, A>> waiting = new ArrayDeque<>();
  private boolean led;

  /**
   * @param effect of a batch whose connection is lost
   * @param lane what a request locks in the database
   */
  GroupCommit(
      String name, Database database, Effect effect, Function<Q, Object> lane, Batch<Q, A> batch) {
    this.name = name;
    this.database = database;
    this.effect = effect;
    this.lane = lane;
    this.batch = batch;
  }

  /**
   * Waits for the answer. An interrupted caller leaves at once if its request is still queued, and
   * otherwise with the answer.
   */
  A submit(Q request) {
    Waiter<Q, A> waiter = new Waiter<>(request, new CompletableFuture<>());
    enqueue(waiter);
    try {
      return waiter.answer.get();
    } catch (InterruptedException e) {
      return leaveOrWait(waiter);
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private void enqueue(Waiter<Q, A> waiter) {
    lock.lock();
    try {
      if (waiting.size() >= MAX_WAITING) {
        throw database.busy("Too many changes are waiting for the database; try again later");
      }
      waiting.add(waiter);
      if (!led) {
        led = true;
        Thread.ofVirtual().name(name).start(this::lead);
      }
    } finally {
      lock.unlock();
    }
  }

  private A leaveOrWait(Waiter<Q, A> waiter) {
    try {
      if (leave(waiter)) {
        throw new CancellationException("interrupted before the request was sent");
      }
      return waiter.answer.join();
    } catch (CompletionException e) {
      throw rethrown(e);
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  private boolean leave(Waiter<Q, A> waiter) {
    lock.lock();
    try {
      return waiting.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /** A failure is shared by callers; each gets an exception with its own stack trace. */
  private static RuntimeException rethrown(Exception e) {
    return e.getCause() instanceof FailureException shared
        ? new FailureException(shared.failure(), shared)
        : new IllegalStateException("a shared transaction failed", e.getCause());
  }

  private void lead() {
    while (continues()) {
      List<Waiter<Q, A>> taken = new ArrayList<>();
      try (Lease lease = database.lease()) {
        // Only now, so that whoever came while there was no connection is in the batch.
        take(taken);
        answer(lease.connection(), taken);
      } catch (Throwable e) {
        if (taken.isEmpty()) {
          takeAll(taken); // without a connection nobody in the queue can be served
        }
        taken.forEach(waiter -> waiter.answer.completeExceptionally(e));
      }
    }
  }

  private boolean continues() {
    lock.lock();
    try {
      led = !waiting.isEmpty();
      return led;
    } finally {
      lock.unlock();
    }
  }

  private void take(List<Waiter<Q, A>> taken) {
    Set<Object> lanes = new HashSet<>();
    lock.lock();
    try {
      while (taken.size() < MAX_BATCH && !waiting.isEmpty()) {
        Object next = lane.apply(waiting.getFirst().request);
        if (lanes.size() == MAX_LANES && !lanes.contains(next)) {
          return;
        }
        lanes.add(next);
        taken.add(waiting.removeFirst());
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeAll(List<Waiter<Q, A>> taken) {
    lock.lock();
    try {
      taken.addAll(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private void answer(Connection connection, List<Waiter<Q, A>> waiters) {
    if (waiters.isEmpty()) {
      return;
    }
    try {
      List<A> answers = batch.run(connection, waiters.stream().map(Waiter::request).toList());
      for (int i = 0; i < answers.size(); i++) {
        waiters.get(i).answer.complete(answers.get(i));
      }
    } catch (SQLException e) {
      if (waiters.size() > 1 && SqlFailures.mayBlameOneRequest(e)) {
        waiters.forEach(waiter -> answer(connection, List.of(waiter)));
      } else {
        RuntimeException failure = database.failure(e, effect);
        waiters.forEach(waiter -> waiter.answer.completeExceptionally(failure));
      }
    }
  }

  private record Waiter<Q, A>(Q request, CompletableFuture<A> answer) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
