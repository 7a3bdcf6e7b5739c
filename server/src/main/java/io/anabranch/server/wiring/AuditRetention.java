package io.anabranch.server.wiring;

import io.anabranch.server.config.AuditSettings;
import io.anabranch.server.postgres.AuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Deletes events of the audit log that are old enough, a bounded number every minute. */
final class AuditRetention implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int ROWS = 5_000;
  private static final int BATCHES = 100;
  private static final String FAILED = "old events could not be deleted, will be tried again";
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
          executor.scheduleWithFixedDelay(
              () -> Round.run(log, Level.WARN, FAILED, this::delete),
              0,
              PAUSE.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void delete() {
    Instant oldest = Instant.now().minus(retention);
    for (int batch = 0; batch < BATCHES && !executor.isShutdown(); batch++) {
      if (table.deleteBefore(oldest, ROWS) < ROWS) {
        return;
      }
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
