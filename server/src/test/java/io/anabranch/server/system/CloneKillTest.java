package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.RepositoryCreation;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the server while it clones: the next clone goes on where that one was. */
@Timeout(240)
class CloneKillTest {

  private static final int OBJECTS = 400;
  private static final String RIVERS = "rivers";

  /** Of the last line of a clone. */
  private static final Pattern COUNTS =
      Pattern.compile("(\\d+) objects of \\d+ bytes, (\\d+) of them copied now");

  @TempDir private Path directory;

  @Test
  void theNextCloneGoesOn() throws Exception {
    killed(1);
  }

  @Test
  @Tag("nightly")
  @Timeout(1200)
  void theNextCloneGoesOnEachTime() throws Exception {
    killed(20);
  }

  /** Each time with another part of the objects at their place. */
  private void killed(int times) throws Exception {
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      List<String> before = List.of();
      for (int kill = 0; kill <= times; kill++) {
        try (var server = ServerProcess.start(configuration)) {
          if (kill == 0) {
            before = fill(server);
          } else {
            goOn(server, "copy-" + kill, before);
          }
          if (kill < times) {
            String copy = "copy-" + (kill + 1);
            cloneUntilKilled(server, copy, OBJECTS / 10 + kill * OBJECTS / times / 4);
          }
        }
      }
    }
  }

  private void goOn(ServerProcess server, String copy, List<String> before) {
    try (var anabranch = connect(server)) {
      assertThat(anabranch.branches().listBranches(copy, "", "", 1, true).getResults())
          .as("bare until all is there")
          .isEmpty();
      var outcome = new RefsTool(server.uri(), directory).run(clone(copy));
      assertThat(outcome.status()).as(outcome.text()).isZero();
      Matcher counts = COUNTS.matcher(outcome.text());
      assertThat(counts.find()).as(outcome.text()).isTrue();
      assertThat(Integer.parseInt(counts.group(1))).isGreaterThanOrEqualTo(OBJECTS);
      assertThat(Integer.parseInt(counts.group(2)))
          .as(outcome.text())
          .isLessThan(Integer.parseInt(counts.group(1)));
      assertThat(Picture.of(anabranch, copy)).isEqualTo(before);
    }
  }

  private static String[] clone(String copy) {
    return new String[] {
      "clone", RIVERS, copy, "--storage-id=archive", "--storage-namespace=local://data/" + copy
    };
  }

  private List<String> fill(ServerProcess server) throws Exception {
    try (var anabranch = connect(server);
        var threads = Executors.newFixedThreadPool(8)) {
      var rivers =
          new RepositoryCreation()
              .name(RIVERS)
              .storageId("hot")
              .storageNamespace("local://data/rivers");
      anabranch.repositories().createRepository(rivers, null);
      List<Future<?>> uploads = new ArrayList<>();
      for (int i = 0; i < OBJECTS; i++) {
        String path = "object " + i;
        uploads.add(threads.submit(() -> put(anabranch, path)));
      }
      for (Future<?> upload : uploads) {
        upload.get();
      }
      var commit = new CommitCreation().message("all");
      anabranch.commits().commit(RIVERS, "main", commit, null);
      return Picture.of(anabranch, RIVERS);
    }
  }

  private static void put(Anabranch anabranch, String path) {
    byte[] bytes = path.getBytes(UTF_8);
    anabranch
        .contents()
        .upload(RIVERS, "main", path, new ByteArrayInputStream(bytes), bytes.length);
  }

  /** The tool is killed with it, or would wait for the server. */
  private void cloneUntilKilled(ServerProcess server, String copy, int objects) throws Exception {
    Process tool = new RefsTool(server.uri(), directory).start(clone(copy));
    try {
      Eventually.succeeds(() -> assertThat(copies(copy)).isGreaterThan(objects));
      server.kill();
    } finally {
      tool.destroyForcibly().waitFor();
    }
    assertThat(copies(copy)).as("killed too late to show anything").isLessThan(OBJECTS);
  }

  /** Objects that have been copied; files come while they are counted. */
  private int copies(String copy) {
    try (Stream<Path> files = Files.walk(directory.resolve("archive/data/" + copy + "/data"))) {
      return (int) files.filter(Files::isRegularFile).count();
    } catch (NoSuchFileException | UncheckedIOException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Anabranch connect(ServerProcess server) {
    return Anabranch.connect(server.uri().toString(), TestServer.ACCESS_KEY, TestServer.SECRET);
  }
}
