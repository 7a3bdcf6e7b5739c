package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's main process, and the file that it and its children write to. */
final class ServerProcess {

  private static final int LOG_TAIL_BYTES = 4 * 1024;

  private final Process process;
  private final Path log;
  private final long logStart;

  private ServerProcess(Process process, Path log, long logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts it from a platform thread that ends only after it: the kernel's notice of a parent's
   * death ({@link LaunchMode#serverPrefix()}) follows the thread, not the process, that started it.
   *
   * @param onExit called on that thread, once, with the exit status
   */
  static ServerProcess start(List<String> command, Path directory, Path log, ExitListener onExit)
      throws IOException {
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    var started = new CompletableFuture<ServerProcess>();
    Thread.ofPlatform()
        .daemon()
        .name("embedded-postgres")
        .start(
            () -> {
              try {
                Process process =
                    Command.builder(command, directory)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                var server = new ServerProcess(process, log, logStart);
                started.complete(server);
                // Not waitFor(): an interrupt must not end this thread before its child.
                onExit.exited(server, process.onExit().join().exitValue());
              } catch (IOException e) {
                started.completeExceptionally(e);
              }
            });
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new IOException("cannot start " + command.getFirst(), e.getCause());
    }
  }

  @FunctionalInterface
  interface ExitListener {
    void exited(ServerProcess process, int status);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** True when it has ended, at the latest after the given time. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  void kill() {
    process.destroyForcibly();
  }

  /** The last of what it wrote since it was started. */
  String logTail() {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(logStart, file.length() - LOG_TAIL_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(cannot read " + log + ": " + e.getMessage() + ")";
    }
  }
}
