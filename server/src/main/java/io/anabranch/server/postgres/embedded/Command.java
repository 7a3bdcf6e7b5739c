package io.anabranch.server.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands. */
final class Command {

  private static final int LONGEST_OUTPUT_BYTES = 64 * 1024;

  private Command() {}

  /**
   * A process with an environment of its own: the server's secrets may be in this one's, and the
   * user's locale or {@code PG…} variables must not change what PostgreSQL does.
   */
  static ProcessBuilder builder(List<String> command, Path directory) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder;
  }

  /**
   * Both outputs of a command that ended well.
   *
   * @throws EmbeddedPostgresException with the output, when it did not
   */
  static String run(List<String> command, Path directory, Duration limit) throws IOException {
    Process process = builder(command, directory).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readNBytes(LONGEST_OUTPUT_BYTES), UTF_8);
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new EmbeddedPostgresException(
            command.getFirst()
                + (ended ? " failed with status " + process.exitValue() : " did not end")
                + ":\n"
                + text.strip());
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while running " + command.getFirst());
    } finally {
      process.destroyForcibly();
    }
  }
}
