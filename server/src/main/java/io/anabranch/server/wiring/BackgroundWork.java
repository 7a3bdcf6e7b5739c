package io.anabranch.server.wiring;

import io.anabranch.server.config.HistorySettings;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.RefHistoryCleaner;
import io.anabranch.server.postgres.StagedEntryCleaner;
import io.anabranch.server.s3gateway.multipart.ExpiredUploads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the server does without being asked: drops the rows of areas that are committed, moves of
 * refs that are too old, and uploads in parts that were abandoned.
 */
final class BackgroundWork implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_OF_HISTORY = Duration.ofHours(1);
  private static final Duration PAUSE_OF_UPLOADS = Duration.ofMinutes(5);

  /** Dropping uploads waits for stores, and must not hold up the rest. */
  private static final int THREADS = 2;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().name("background-", 0).daemon().factory());

  /**
   * @param age at which an upload counts as abandoned
   */
  BackgroundWork(Database database, HistorySettings history, ExpiredUploads uploads, Duration age) {
    repeat("committed changes", PAUSE, new StagedEntryCleaner(database)::cleanOnce);
    var old = new RefHistoryCleaner(database, history.retention());
    repeat("old moves of refs", PAUSE_OF_HISTORY, old::cleanOnce);
    repeat("abandoned uploads", PAUSE_OF_UPLOADS, () -> uploads.dropOnce(age));
  }

  /** What a failed round leaves, the next one finds. */
  private void repeat(String what, Duration pause, Runnable cleaning) {
    String failed = what + " could not be dropped, will be tried again";
    var _ =
        executor.scheduleWithFixedDelay(
            () -> Round.run(log, Level.WARN, failed, cleaning),
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
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
