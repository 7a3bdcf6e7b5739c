package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of {@code anabranch refs} between any two of its steps; then it runs again. */
@ExtendWith(SharedServer.class)
@Timeout(180)
class RefsKillTest {

  private static final int KILLS = 20;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final TestServer server;
  private final Anabranch anabranch;
  private final String repository = "killed-" + NEXT.incrementAndGet();
  @TempDir private Path directory;

  RefsKillTest(TestServer server) {
    this.server = server;
    this.anabranch =
        Anabranch.connect(server.uri().toString(), TestServer.ACCESS_KEY, TestServer.SECRET);
  }

  @AfterEach
  void close() {
    anabranch.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET .*/dump\\?task_id=.*", "DELETE .*"})
  void aDumpThatRemoves(String step) throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    var tool = new RefsTool(server.uri(), directory);
    killAt(step, "dump", repository, "--rm", tool.output());

    boolean saved = Files.exists(Path.of(tool.manifest(repository)));
    assertThat(saved).isEqualTo(step.startsWith("DELETE"));
    assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
    for (int again = 0; again < 2; again++) {
      succeeds(tool, "dump", repository, "--rm", tool.output());
      assertThat(isThere()).isFalse();
    }
    succeeds(tool, "restore", tool.manifest(repository));
    assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST .*/repositories\\?bare=true",
        "POST .*/restore",
        "GET .*/restore\\?task_id=.*"
      })
  void aRestore(String step) throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    var tool = new RefsTool(server.uri(), directory);
    succeeds(tool, "dump", repository, "--rm", tool.output());
    killAt(step, "restore", tool.manifest(repository));

    assertThat(isThere()).isEqualTo(!step.contains("bare"));
    succeeds(tool, "restore", tool.manifest(repository));
    assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST .*/clone", "GET .*/clone\\?task_id=.*"})
  void aClone(String step) throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    String copy = repository + "-copy";
    String[] clone = {"clone", repository, copy, "--storage-id=archive"};
    killAt(step, clone);

    succeeds(new RefsTool(server.uri(), directory), clone);
    assertThat(Picture.of(anabranch, copy)).isEqualTo(before);
  }

  private void killAt(String step, String... arguments) throws Exception {
    try (var gate = new Gate(server.uri(), step)) {
      assertThat(killAt(gate, arguments)).as("a request was " + step).isTrue();
    }
  }

  /** Whether it was killed, before it had ended. */
  private boolean killAt(Gate gate, String... arguments) throws Exception {
    Process process = new RefsTool(gate.uri(), directory).start(arguments);
    boolean held = gate.holds(process);
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return held;
  }

  @Test
  @Tag("nightly")
  @Timeout(900)
  void aDumpThatRemovesAtAnyRequest() throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    var tool = new RefsTool(server.uri(), directory);
    Path manifest = Path.of(tool.manifest(repository));
    killAtAnyRequest(
        _ -> new String[] {"dump", repository, "--rm", tool.output()},
        _ -> {
          if (isThere()) {
            assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
          } else {
            assertThat(manifest).exists();
          }
          succeeds(tool, "dump", repository, "--rm", tool.output());
          assertThat(isThere()).isFalse();
          succeeds(tool, "restore", manifest.toString());
          assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
          Files.delete(manifest);
        });
  }

  @Test
  @Tag("nightly")
  @Timeout(900)
  void aRestoreAtAnyRequest() throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    var tool = new RefsTool(server.uri(), directory);
    String manifest = tool.manifest(repository);
    killAtAnyRequest(
        _ -> {
          succeeds(tool, "dump", repository, "--rm", tool.output());
          return new String[] {"restore", manifest};
        },
        _ -> {
          if (isThere()) {
            assertThat(Picture.of(anabranch, repository)).isIn(before, List.of());
          }
          succeeds(tool, "restore", manifest);
          assertThat(Picture.of(anabranch, repository)).isEqualTo(before);
        });
  }

  @Test
  @Tag("nightly")
  @Timeout(900)
  void aCloneAtAnyRequest() throws Exception {
    SmallHistory.create(anabranch, repository, "hot");
    List<String> before = Picture.of(anabranch, repository);
    var tool = new RefsTool(server.uri(), directory);
    killAtAnyRequest(
        run -> clone(repository + "-copy-" + run),
        run -> {
          String copy = repository + "-copy-" + run;
          succeeds(tool, clone(copy));
          assertThat(Picture.of(anabranch, copy)).isEqualTo(before);
        });
  }

  private String[] clone(String copy) {
    return new String[] {
      "clone", repository, copy, "--storage-id=archive", "--storage-namespace=local://data/" + copy
    };
  }

  /** What is to be killed in a run. */
  @FunctionalInterface
  private interface Command {
    String[] prepare(int run) throws Exception;
  }

  @FunctionalInterface
  private interface Check {
    void after(int run) throws Exception;
  }

  /** Twenty times: at each request, before it gets to the server, and when it was carried out. */
  private void killAtAnyRequest(Command command, Check check) throws Exception {
    int request = 0;
    int kills = 0;
    for (int run = 0; kills < KILLS; run++) {
      boolean carriedOut = kills % 2 == 1;
      var before = new AtomicInteger(request);
      boolean killed;
      try (var gate = new Gate(server.uri(), _ -> before.getAndDecrement() == 0, carriedOut)) {
        killed = killAt(gate, command.prepare(run));
      }
      assertThat(killed || request > 0).as("a command asks the server").isTrue();
      check.after(run);
      kills += killed ? 1 : 0;
      request = !killed ? 0 : carriedOut ? request + 1 : request;
    }
  }

  private boolean isThere() {
    try {
      var _ = anabranch.repositories().getRepository(repository);
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }

  private static void succeeds(RefsTool tool, String... arguments) {
    var outcome = tool.run(arguments);
    assertThat(outcome.status()).as(outcome.text()).isZero();
  }
}
