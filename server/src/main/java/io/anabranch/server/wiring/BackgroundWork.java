package io.anabranch.server.wiring;

import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.StagedEntryCleaner;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server does without being asked: drops the rows of areas that are committed. */
final class BackgroundWork implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("background-", 0).daemon().factory());

  BackgroundWork(Database database) {
    var cleaner = new StagedEntryCleaner(database);
    var _ =
        executor.scheduleWithFixedDelay(
            () -> run(cleaner), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A failure costs this round only: what is left is retired still, and the next round finds it.
   */
  private static void run(StagedEntryCleaner cleaner) {
    try {
      cleaner.cleanOnce();
    } catch (FailureException e) {
      log.warn("committed changes could not be dropped, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("committed changes could not be dropped, will be tried again", e);
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
