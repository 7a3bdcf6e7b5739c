package io.anabranch.server.wiring;

import io.anabranch.server.usage.Calls;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records every five minutes, and when the server stops, how often the API was called. */
final class UsageRecorder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UsageRecorder.class);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Calls calls;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("usage-", 0).daemon().factory());

  UsageRecorder(Calls calls) {
    this.calls = calls;
    var _ =
        executor.scheduleWithFixedDelay(
            this::record, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
  }

  private void record() {
    try {
      calls.record();
    } catch (FailureException e) {
      log.warn("calls of the API could not be counted: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("calls of the API could not be counted", e);
    }
  }

  /** A call of {@link Calls#record} that is under way takes as long as the database lets it. */
  @Override
  public void close() {
    executor.shutdown();
    record();
  }
}
