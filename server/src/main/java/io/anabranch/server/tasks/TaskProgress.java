package io.anabranch.server.tasks;

import io.anabranch.server.postgres.TaskTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a running task tells of itself, and hears: that it was cancelled, or that its server stops.
 * What it tells is recorded with the next sign of life of its server. Safe for use by many threads.
 */
public final class TaskProgress {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final long UNKNOWN = -1;

  private final String id;
  private final TaskTable table;
  private final BooleanSupplier stopping;
  private volatile long done = UNKNOWN;
  private volatile boolean ended;

  TaskProgress(String id, TaskTable table, BooleanSupplier stopping) {
    this.id = id;
    this.table = table;
    this.stopping = stopping;
  }

  /**
   * Tells how much is done. Costs nothing, so it may be called often.
   *
   * @throws FailureException Conflict when the task was ended by somebody else, Unavailable when
   *     this server stops
   */
  public void report(long done) {
    this.done = done;
    if (ended) {
      throw ended();
    }
    if (stopping.getAsBoolean()) {
      throw new FailureException(
          new Failure.Unavailable(
              "the server stopped before this was over, and nothing was changed: ask again",
              RETRY_AFTER));
    }
  }

  /**
   * From here on the task cannot be cancelled: what it does next will be seen by others.
   *
   * @throws FailureException Conflict when the task was ended by somebody else
   */
  public void makeIrrevocable(long done) {
    report(done);
    if (!table.advance(id, done, true)) {
      throw ended();
    }
  }

  /** Records what was reported last, and learns whether that is still of use. */
  void record() {
    long reported = done;
    if (reported != UNKNOWN && !table.advance(id, reported, false)) {
      ended = true;
    }
  }

  private static FailureException ended() {
    return new FailureException(
        new Failure.Conflict("this was cancelled, and nothing was changed"));
  }
}
