package io.anabranch.cli.repositories;

import io.anabranch.cli.console.CliException;
import io.anabranch.cli.settings.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a task of the server is followed. */
final class Polling {

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
    Instant end = Instant.now().plus(duration("--timeout", timeout));
    for (T latest = status.get(); ; latest = status.get()) {
      if (isOver.test(latest)) {
        return latest;
      }
      if (Instant.now().isAfter(end)) {
        throw new CliException("not done after " + timeout + "; the server goes on with it");
      }
      sleep(pause);
    }
  }

  private static Duration duration(String option, String text) {
    return Durations.parse(text)
        .orElseThrow(() -> new CliException(option + " must be like 500ms or 3s: " + text));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }
}
