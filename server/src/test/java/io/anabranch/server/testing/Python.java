package io.anabranch.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Programs that need python3 and its package index, run in a folder of their own. Where there is no
 * python3 the test fails and says so: whoever asks for such tests has it.
 *
 * @param folder kept between runs: what pip has installed is not installed again
 */
public record Python(Path folder) {

  /** Below {@code target}. */
  public static Python in(String name) throws Exception {
    var python = new Python(Path.of("target", name).toAbsolutePath());
    Files.createDirectories(python.folder);
    python.require();
    return python;
  }

  private void require() throws Exception {
    Path log = folder.resolve("python.log");
    int status;
    try {
      status = end(command(log, "python3", "-c", "import venv, ensurepip"));
    } catch (IOException e) {
      throw new AssertionError("the tests with clients need python3 on the PATH", e);
    }
    assertThat(status)
        .as("python3 must have the modules venv and ensurepip (Debian: python3-venv)\n%s", log)
        .isZero();
  }

  /** A command in the folder, whose output goes to a file. */
  public ProcessBuilder command(Path log, String... words) {
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
  }

  /** Its status; it and what it started are over then. */
  public static int end(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("in time").isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
