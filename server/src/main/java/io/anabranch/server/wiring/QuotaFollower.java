package io.anabranch.server.wiring;

import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.quotas.Quotas;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Looks every second whether limits have changed on another server. */
final class QuotaFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QuotaFollower.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String FAILED = "quotas cannot be followed, will be tried again";

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("quotas-", 0).daemon().factory());

  /** The limits are known when this returns. */
  QuotaFollower(Quotas quotas, QuotaTable table) {
    quotas.refresh(table);
    var _ =
        executor.scheduleWithFixedDelay(
            () -> Round.run(log, Level.DEBUG, FAILED, () -> quotas.refresh(table)),
            PAUSE.toMillis(),
            PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** What is being read ends by itself. */
  @Override
  public void close() {
    executor.close();
  }
}
