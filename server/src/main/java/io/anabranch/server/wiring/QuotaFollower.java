package io.anabranch.server.wiring;

import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether limits have changed on another server. */
final class QuotaFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QuotaFollower.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("quotas-", 0).daemon().factory());

  /** The limits are known when this returns. */
  QuotaFollower(Quotas quotas, QuotaTable table) {
    quotas.refresh(table);
    var _ =
        executor.scheduleWithFixedDelay(
            () -> follow(quotas, table), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void follow(Quotas quotas, QuotaTable table) {
    try {
      quotas.refresh(table);
    } catch (FailureException e) {
      log.debug("quotas cannot be followed, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("quotas cannot be followed, will be tried again", e);
    }
  }

  /** What is being read ends by itself. */
  @Override
  public void close() {
    executor.close();
  }
}
