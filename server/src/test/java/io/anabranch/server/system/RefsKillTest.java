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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of {@code anabranch refs} between any two of its steps; then it runs again. */
@ExtendWith(SharedServer.class)
@Timeout(180)
class RefsKillTest {

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
      Process process = new RefsTool(gate.uri(), directory).start(arguments);
      gate.awaitHeld(process);
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
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
