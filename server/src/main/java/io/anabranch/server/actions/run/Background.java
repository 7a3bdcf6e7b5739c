package io.anabranch.server.actions.run;

import io.anabranch.server.postgres.ActionRunTable;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of hooks nobody waits for: those after events, a bounded number; and signs of life for the
 * runs of this server, without which others end them as failed. Safe for use by many threads.
 */
public final class Background implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Background.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int MAX_ACCEPTED = 1_000;
  private static final int MAX_RUNNING = 16;

  private final ActionRunTable table;
  private final UUID server;
  private final Semaphore accepted = new Semaphore(MAX_ACCEPTED);
  private final Semaphore running = new Semaphore(MAX_RUNNING, true);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hooks-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("hooks-heartbeat-", 0).daemon().factory());

  /** When the leases were last renewed, as {@link System#nanoTime} has it. */
  private long renewedNanos = System.nanoTime() - Long.MAX_VALUE / 2;

  public Background(ActionRunTable table, UUID server) {
    this.table = table;
    this.server = server;
    long pause = HEARTBEAT.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::beat, 0, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Never waits and never throws.
   *
   * @return false when it is left out because too many wait already, or the server stops
   */
  boolean execute(String name, Runnable work) {
    if (threads.isShutdown() || !accepted.tryAcquire()) {
      return false;
    }
    threads.execute(() -> run(name, work));
    return true;
  }

  private void run(String name, Runnable work) {
    try {
      running.acquire();
      try {
        work.run();
      } finally {
        running.release();
      }
    } catch (InterruptedException e) {
      log.warn("{} of hooks was left out: the server stops", name);
    } catch (RuntimeException e) {
      log.error("{} of hooks failed", name, e);
    } finally {
      accepted.release();
    }
  }

  private void beat() {
    try {
      table.renew(server, ActionRuns.LEASE);
      boolean steady = System.nanoTime() - renewedNanos < ActionRuns.LEASE.toNanos();
      renewedNanos = System.nanoTime();
      // After an outage of the database the others have yet to renew theirs.
      if (steady && table.failAbandoned() > 0) {
        log.warn("runs of hooks were ended, since their server gave no sign of life");
      }
    } catch (FailureException e) {
      log.warn("runs of hooks gave no sign of life, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("runs of hooks gave no sign of life, will be tried again", e);
    }
  }

  /** Waits for what runs, for a bounded time, then interrupts it. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("hooks took longer than {} and are cut off", STOP_LIMIT);
        threads.shutdownNow();
        threads.awaitTermination(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }
}
