package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Signals that the JDK cannot send. */
final class Signals {

  private Signals() {}

  /**
   * SIGINT is PostgreSQL's "fast shutdown": clients are disconnected, all is written. The JDK's own
   * {@code destroy()} sends SIGTERM, which waits for clients to leave.
   */
  static void interrupt(long pid) throws IOException {
    Command.run(
        List.of("/bin/sh", "-c", "kill -INT " + pid + " 2>&1 || true"),
        Path.of("/"),
        Duration.ofSeconds(10));
  }
}
