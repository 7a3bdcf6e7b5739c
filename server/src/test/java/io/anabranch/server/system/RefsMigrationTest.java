package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.sdk.Anabranch;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The walk-throughs of docs/migrating.md, and that nothing is lost on the way. */
@Timeout(180)
class RefsMigrationTest {

  private static final String RIVERS = "rivers";

  @TempDir private Path directory;

  @Test
  void fromASingleStoreToManyAndBack() throws IOException {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path many = Files.createDirectory(directory.resolve("many"));
    List<String> before;
    try (var server = TestServer.startWithSingleStore(one);
        var anabranch = connect(server)) {
      SmallHistory.create(anabranch, RIVERS, null);
      before = Picture.of(anabranch, RIVERS);
      assertThat(before).hasSizeGreaterThan(40);
      var tool = new RefsTool(server.uri(), directory);
      succeeds(tool, "dump", "--all", "--rm", tool.output());
      assertThat(anabranch.repositories().listRepositories("", "", 1, "").getResults()).isEmpty();
    }
    UnaryOperator<String> sameData =
        text -> text.replace("path: " + many + "/hot", "path: " + one + "/single");
    try (var server = TestServer.start(many, sameData);
        var anabranch = connect(server)) {
      var tool = new RefsTool(server.uri(), directory);
      succeeds(tool, "restore", "--storage-id", "hot", tool.manifest(RIVERS));
      assertThat(Picture.of(anabranch, RIVERS)).isEqualTo(before);
      succeeds(tool, "verify", "--storage-id", "hot", tool.manifest(RIVERS));
      succeeds(tool, "dump", RIVERS, "--rm", tool.output());
    }
    try (var server = TestServer.startWithSingleStore(one);
        var anabranch = connect(server)) {
      var tool = new RefsTool(server.uri(), directory);
      var refused = tool.run("restore", tool.manifest(RIVERS));
      assertThat(refused.text()).contains("it is of store 'hot'", "--ignore-storage-id");
      assertThat(refused.status()).isEqualTo(1);
      succeeds(tool, "restore", "--ignore-storage-id", tool.manifest(RIVERS));
      assertThat(Picture.of(anabranch, RIVERS)).isEqualTo(before);
    }
  }

  @Test
  void fromOneStoreToAnotherWithACopyOfTheData() throws IOException {
    try (var server = TestServer.start(directory);
        var anabranch = connect(server)) {
      SmallHistory.create(anabranch, RIVERS, "hot");
      List<String> before = Picture.of(anabranch, RIVERS);
      var tool = new RefsTool(server.uri(), directory);
      succeeds(tool, "dump", RIVERS, "--rm", tool.output());
      copy(directory.resolve("hot/data/rivers"), directory.resolve("archive/moved/rivers"));
      String[] moved = {"--storage-id", "archive", "--storage-namespace", "local://moved/rivers"};
      succeeds(tool, "verify", moved[0], moved[1], moved[2], moved[3], tool.manifest(RIVERS));
      succeeds(tool, "restore", moved[0], moved[1], moved[2], moved[3], tool.manifest(RIVERS));
      assertThat(Picture.of(anabranch, RIVERS)).isEqualTo(before);
      assertThat(anabranch.repositories().getRepository(RIVERS).getStorageId())
          .isEqualTo("archive");
    }
  }

  @Test
  void fromOneStoreToAnotherByTheServer() throws IOException {
    try (var server = TestServer.start(directory);
        var anabranch = connect(server)) {
      SmallHistory.create(anabranch, RIVERS, "hot");
      List<String> before = Picture.of(anabranch, RIVERS);
      var tool = new RefsTool(server.uri(), directory);
      succeeds(tool, "clone", RIVERS, "archived", "--storage-id", "archive");
      String[] beside = {"--storage-namespace", "local://data/beside"};
      succeeds(tool, "clone", RIVERS, "beside", beside[0], beside[1]);
      succeeds(tool, "clone", RIVERS, "beside", beside[0], beside[1]);
      assertThat(tool.run("clone", RIVERS, "third").text()).contains("at the same place is none");
      assertThat(tool.run("clone", RIVERS, "third", beside[0], beside[1]).text())
          .contains("in use by repository 'beside'");

      anabranch.repositories().deleteRepository(RIVERS, null);
      Files.move(directory.resolve("hot/data/rivers"), directory.resolve("gone"));
      assertThat(Picture.of(anabranch, "archived")).isEqualTo(before);
      assertThat(Picture.of(anabranch, "beside")).isEqualTo(before);
    }
  }

  private static Anabranch connect(TestServer server) {
    return Anabranch.connect(server.uri().toString(), TestServer.ACCESS_KEY, TestServer.SECRET);
  }

  private static void succeeds(RefsTool tool, String... arguments) {
    var outcome = tool.run(arguments);
    assertThat(outcome.status()).as(outcome.text()).isZero();
  }

  /** As {@code cp -r} or {@code rclone copy} would. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
