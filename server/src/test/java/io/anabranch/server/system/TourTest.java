package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Walks {@code docs/tour.md} as its reader does. Needs python3 with venv, curl and PyPI. */
@Tag("clients")
@Timeout(600)
class TourTest {

  private static final Path TOUR = Path.of("../docs/tour.md");

  /** Kept between runs: what pip has installed is not installed again. */
  private static final Path WORK = Path.of("target/tour").toAbsolutePath();

  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|python)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** Blocks of one language, with only prose between them: typed into one session. */
  private record Session(String language, StringBuilder text) {}

  @TempDir Path stores;

  @Test
  void theTourHolds() throws Exception {
    List<Session> sessions = sessions(Files.readString(TOUR));
    assertThat(sessions).extracting(Session::language).containsExactly("sh", "python", "sh");
    Files.createDirectories(WORK);
    requirePython();
    try (var server = TestServer.start(stores)) {
      for (Session session : sessions) {
        run(session, server);
      }
    }
  }

  private static List<Session> sessions(String document) {
    List<Session> sessions = new ArrayList<>();
    var block = BLOCK.matcher(document);
    while (block.find()) {
      String language = block.group(1);
      if (sessions.isEmpty() || !sessions.getLast().language.equals(language)) {
        sessions.add(new Session(language, new StringBuilder()));
      }
      sessions.getLast().text.append(block.group(2)).append('\n');
    }
    return sessions;
  }

  private static void requirePython() throws Exception {
    Path log = WORK.resolve("python.log");
    int status;
    try {
      status = end(command(log, "python3", "-c", "import venv, ensurepip"));
    } catch (IOException e) {
      throw new AssertionError("the tour needs python3 on the PATH", e);
    }
    assertThat(status)
        .as("python3 must have the modules venv and ensurepip (Debian: python3-venv)\n%s", log)
        .isZero();
  }

  private void run(Session session, TestServer server) throws Exception {
    Path script = Files.writeString(WORK.resolve("session." + session.language), session.text);
    Path log = WORK.resolve("session." + session.language + ".log");
    var builder =
        session.language.equals("sh")
            ? command(log, "bash", "-euxo", "pipefail", script.toString())
            : command(log, WORK.resolve("tour-venv/bin/python").toString(), script.toString());
    var environment = builder.environment();
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", server.uri().toString());
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", TestServer.ACCESS_KEY);
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", TestServer.SECRET);
    environment.put("STORES", stores.toString());
    // The reader has no settings of other servers lying about.
    environment.put("HOME", stores.toString());
    environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    int status = end(builder);
    assertThat(status).as("%s\n%s", session.text, Files.readString(log)).isZero();
  }

  private static ProcessBuilder command(Path log, String... words) {
    return new ProcessBuilder(words)
        .directory(WORK.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
  }

  private static int end(ProcessBuilder builder) throws Exception {
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
