package io.anabranch.server.wiring;

import io.anabranch.server.config.HistorySettings;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.RefHistoryCleaner;
import io.anabranch.server.postgres.StagedEntryCleaner;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server does without being asked: drops the rows of areas that are committed, and moves
 * of refs that are too old.
 */
final class BackgroundWork implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_OF_HISTORY = Duration.ofHours(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("background-", 0).daemon().factory());

  BackgroundWork(Database database, HistorySettings history) {
    repeat("committed changes", PAUSE, new StagedEntryCleaner(database)::cleanOnce);
    var old = new RefHistoryCleaner(database, history.retention());
    repeat("old moves of refs", PAUSE_OF_HISTORY, old::cleanOnce);
  }

  private void repeat(String what, Duration pause, IntSupplier cleaning) {
    var _ =
        executor.scheduleWithFixedDelay(
            () -> run(what, cleaning), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failure costs this round only: what is left, the next round finds. */
  private static void run(String what, IntSupplier cleaning) {
    try {
      var _ = cleaning.getAsInt();
    } catch (FailureException e) {
      log.warn("{} could not be dropped, will be tried again: {}", what, e.getMessage());
    } catch (RuntimeException e) {
      log.error("{} could not be dropped, will be tried again", what, e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("background work did not stop within {}", STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
