package io.anabranch.server.wiring;

import io.anabranch.server.config.AuditSettings;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes events of the audit log that are old enough, a bounded number every minute. */
final class AuditRetention implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int ROWS = 5_000;
  private static final int ROUNDS = 100;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final AuditTable table;
  private final Duration retention;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-retention-", 0).daemon().factory());

  AuditRetention(AuditTable table, AuditSettings settings) {
    this.table = table;
    this.retention = settings.retention();
    if (!retention.isZero()) {
      var _ =
          executor.scheduleWithFixedDelay(this::run, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    try {
      Instant oldest = Instant.now().minus(retention);
      for (int round = 0; round < ROUNDS && !executor.isShutdown(); round++) {
        if (table.deleteBefore(oldest, ROWS) < ROWS) {
          return;
        }
      }
    } catch (FailureException e) {
      log.warn("old events could not be deleted, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("old events could not be deleted, will be tried again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("deleting old events did not stop within {}", STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
