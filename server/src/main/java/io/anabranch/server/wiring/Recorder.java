package io.anabranch.server.wiring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Records every so often, and when the server stops, what is counted in memory. */
final class Recorder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  private final String what;
  private final Runnable recording;
  private final ScheduledExecutorService executor;

  /**
   * @param what is counted, for people
   * @param recording when it fails, is tried again after the next pause
   */
  Recorder(String what, Duration pause, Runnable recording) {
    this.what = what;
    this.recording = recording;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recorder-", 0).daemon().factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::record, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
  }

  private void record() {
    Round.run(log, Level.WARN, what + " could not be recorded", recording);
  }

  /** A recording that is under way takes as long as the database lets it. */
  @Override
  public void close() {
    executor.shutdown();
    record();
  }
}
