package io.anabranch.server.tasks;

import io.anabranch.server.failures.FailureCode;
import io.anabranch.server.postgres.TaskTable;
import io.anabranch.versioning.failure.FailureException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of this server's tasks and records how far they are, ends the tasks of servers
 * that stopped doing so, and deletes those that ended long ago.
 */
final class TaskHeartbeat implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TaskHeartbeat.class);

  private static final String ABANDONED =
      "the server that ran this stopped before it was over. It was done wholly or not at all, and"
          + " the branch is intact: look at its log, and ask again if it is not there";

  private static final int MAX_DELETED = 1_000;

  private final TaskTable table;
  private final TaskSettings settings;
  private final UUID server;
  private final Runnable record;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("task-heartbeat-", 0).daemon().factory());

  /** When the leases were last renewed, as {@link System#nanoTime} has it. */
  private long renewedNanos = System.nanoTime() - Long.MAX_VALUE / 2;

  TaskHeartbeat(TaskTable table, TaskSettings settings, UUID server, Runnable record) {
    this.table = table;
    this.settings = settings;
    this.server = server;
    this.record = record;
    long pause = settings.heartbeat().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::beat, 0, pause, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      record.run();
      table.renew(server, settings.lease());
      boolean steady = System.nanoTime() - renewedNanos < settings.lease().toNanos();
      renewedNanos = System.nanoTime();
      if (steady) {
        clear();
      }
    } catch (FailureException e) {
      log.warn("tasks gave no sign of life, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("tasks gave no sign of life, will be tried again", e);
    }
  }

  /**
   * Only by a server that had the database all the time: after an outage of the database the others
   * have yet to renew their leases too.
   */
  private void clear() {
    int abandoned = table.failAbandoned(FailureCode.OUTCOME_UNKNOWN.name(), ABANDONED);
    if (abandoned > 0) {
      log.warn(
          "{} background tasks were ended, since their server gave no sign of life", abandoned);
    }
    var _ = table.deleteOlder(settings.keep(), MAX_DELETED);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(settings.lease().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the heartbeat of tasks did not stop within {}", settings.lease());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
