package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {

  private static final long MINUTES = 10;

  private Command() {}

  /**
   * @param folder where it runs
   * @throws IOException with all it said, when it ends with another code than zero or not in time
   */
  static void run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = Files.createTempFile("command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw failed(command, "did not end within " + MINUTES + " minutes", log);
      }
      if (process.exitValue() != 0) {
        throw failed(command, "failed with code " + process.exitValue(), log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while running " + command, e);
    } finally {
      Processes.end(process);
      Files.delete(log);
    }
  }

  private static IOException failed(List<String> command, String how, Path log) throws IOException {
    return new IOException(
        "`" + String.join(" ", command) + "` " + how + ":\n" + Files.readString(log));
  }
}
