package io.anabranch.blockstore.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** What must be on the machine already. Where it is not, tests are skipped, but not quietly. */
final class Runtimes {

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Runtimes() {}

  static void require(String program, String server, String advice) {
    boolean found =
        Arrays.stream(path().split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (!found) {
      skip("`" + program + "` is not on the PATH", server, advice);
    }
  }

  /** Debian's Python comes without the modules that make environments. */
  static void requireModules(String server, String advice) {
    try {
      Process probe =
          new ProcessBuilder("python3", "-c", "import venv, ensurepip")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() != 0) {
        skip("`python3` has no module venv or ensurepip", server, advice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking python3 for its modules", e);
    }
  }

  private static void skip(String missing, String server, String advice) {
    String message =
        "SKIPPED: tests against "
            + server
            + " do not run, because "
            + missing
            + ". "
            + advice
            + ".";
    if (SAID.add(message)) {
      System.err.println("*** " + message + " ***");
    }
    Assumptions.abort(message);
  }

  private static String path() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }
}
