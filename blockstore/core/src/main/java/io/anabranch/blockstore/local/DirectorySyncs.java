package io.anabranch.blockstore.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes the names in a directory durable, one fsync for all who wait for the same directory.
 * Whoever finds nobody at work leads: it syncs for all who have come until it begins, then hands
 * the lead to one of those who have come since. There is no timer, so a lone caller waits for
 * nobody. At most as many wait as there are callers.
 */
final class DirectorySyncs {

  /** Present while a directory has a leader; holds those who wait behind it. */
  private final ConcurrentHashMap<Path, Queue<Waiter>> waiting = new ConcurrentHashMap<>();

  /**
   * Returns when every change made in the directory before the call is durable. Interrupts do not
   * cut it short, since the change has been made already; they stay set.
   */
  void sync(Path directory) throws IOException {
    Waiter own = new Waiter();
    waiting.compute(directory, (d, queue) -> join(queue, own));
    if (own.await()) {
      lead(directory);
    }
  }

  private static Queue<Waiter> join(@Nullable Queue<Waiter> queue, Waiter own) {
    if (queue == null) {
      own.lead();
      return new ArrayDeque<>();
    }
    queue.add(own);
    return queue;
  }

  private void lead(Path directory) throws IOException {
    List<Waiter> batch = new ArrayList<>();
    Throwable failure = null;
    try {
      force(directory, batch);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      handOver(directory);
      for (Waiter waiter : batch) {
        waiter.finish(failure);
      }
    }
  }

  private void force(Path directory, List<Waiter> batch) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!forceOnce(directory, batch)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns false if an interrupt closed the channel, which happens once for each interrupt. */
  private boolean forceOnce(Path directory, List<Waiter> batch) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      // Only now, so that those who came while the directory was being opened share this sync.
      waiting.computeIfPresent(
          directory,
          (d, queue) -> {
            batch.addAll(queue);
            queue.clear();
            return queue;
          });
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private void handOver(Path directory) {
    waiting.computeIfPresent(
        directory,
        (d, queue) -> {
          Waiter next = queue.poll();
          if (next == null) {
            return null;
          }
          next.lead();
          return queue;
        });
  }

  private static final class Waiter {

    private enum State {
      WAITING,
      LEADING,
      DONE
    }

    private final Thread thread = Thread.currentThread();
    private @Nullable Throwable failure;
    private volatile State state = State.WAITING;

    void lead() {
      state = State.LEADING;
      LockSupport.unpark(thread);
    }

    void finish(@Nullable Throwable failure) {
      this.failure = failure;
      state = State.DONE;
      LockSupport.unpark(thread);
    }

    /** Returns true when the caller has to lead, false when its sync is done. */
    boolean await() throws IOException {
      boolean interrupted = false;
      while (state == State.WAITING) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        thread.interrupt();
      }
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      return state == State.LEADING;
    }
  }
}
