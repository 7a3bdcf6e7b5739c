package io.anabranch.cli.repositories;

import io.anabranch.cli.console.CliException;
import io.anabranch.cli.settings.Durations;
import io.anabranch.sdk.Polling;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a task of the server is followed. */
final class PollingOptions {

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      description = "How often to ask (default: ${DEFAULT-VALUE}).")
  private String interval = "3s";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait (default: ${DEFAULT-VALUE}). The server goes on.")
  private String timeout = "1h";

  /** Asks until the task is over. */
  <T> T until(Predicate<T> isOver, Supplier<T> status) {
    Duration pause = duration("--poll-interval", interval);
    try {
      return Polling.every(pause).withTimeout(duration("--timeout", timeout)).until(isOver, status);
    } catch (TimeoutException e) {
      throw new CliException("not done after " + timeout + "; the server goes on with it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private static Duration duration(String option, String text) {
    return Durations.parse(text)
        .orElseThrow(() -> new CliException(option + " must be like 500ms or 3s: " + text));
  }
}
