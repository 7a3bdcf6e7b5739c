package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.Python;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|python)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** Blocks of one language, with only prose between them: typed into one session. */
  private record Session(String language, StringBuilder text) {}

  @TempDir Path stores;

  @Test
  void theTourHolds() throws Exception {
    List<Session> sessions = sessions(Files.readString(TOUR));
    assertThat(sessions).extracting(Session::language).containsExactly("sh", "python", "sh");
    var python = Python.in("tour");
    try (var server = TestServer.start(stores)) {
      for (Session session : sessions) {
        run(session, server, python);
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

  private void run(Session session, TestServer server, Python python) throws Exception {
    Path script =
        Files.writeString(python.folder().resolve("session." + session.language), session.text);
    Path log = python.folder().resolve("session." + session.language + ".log");
    var builder =
        session.language.equals("sh")
            ? python.command(log, "bash", "-euxo", "pipefail", script.toString())
            : python.command(
                log, python.folder().resolve("tour-venv/bin/python").toString(), script.toString());
    var environment = builder.environment();
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", server.uri().toString());
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", TestServer.ACCESS_KEY);
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", TestServer.SECRET);
    environment.put("STORES", stores.toString());
    // The reader has no settings of other servers lying about.
    environment.put("HOME", stores.toString());
    environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    int status = Python.end(builder);
    assertThat(status).as("%s\n%s", session.text, Files.readString(log)).isZero();
  }
}
