package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.config.LocationFingerprint;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the server from starting: all of it in one report, in words, with a status. */
@Timeout(180)
class StartupFaultsTest {

  private static final int BAD_CONFIGURATION = 78;

  /** A store that cannot be opened and must be. */
  private static final String SHUT =
      "    - {id: shut, type: local, start: eager, local: {path: /dev/null/x}}\n";

  @TempDir Path directory;

  @Test
  void aBadConfigurationIsReportedWhole() throws Exception {
    String report =
        refused(
            configuration(
                "bad",
                """
                listen_adress: 127.0.0.1:0
                database: {type: postgres}
                auth: {encrypt: {secret_key: s}}
                blockstore: {type: mem}
                blockstores:
                  stores:
                    - {id: hot, type: local, local: {path: /tmp/hot}, backward_compatible: true}
                    - {id: hot, type: local, local: {path: /tmp/cold, fast: true}}
                    - {id: cold, type: mem, backward_compatible: true}
                    - {type: tape}
                """));
    assertThat(report)
        .contains("listen_adress", "listen_address")
        .contains("database.postgres.connection_string")
        .contains("blockstores.signing.secret_key")
        .contains("hot", "fast", "tape", "backward_compatible", "blockstores.stores[3].id")
        .containsPattern("blockstore\\b.*blockstores");
  }

  @Test
  void aConfigurationThatDoesNotFitTheDatabaseIsReportedWhole() throws Exception {
    try (var database = TestDatabase.create();
        var single = TestDatabase.create();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> several = threads.submit(fill(database, "hot", "archive"));
      threads.submit(fillSingle(single)).get();
      several.get();

      Future<String> dropped =
          threads.submit(
              () -> {
                Path moved = onStores("dropped", database, "hot", "elsewhere");
                return refused(append(acknowledging(moved, "hot"), SHUT));
              });
      Future<String> onSingle = threads.submit(() -> refused(onSingle("single", database)));
      Future<String> withoutId =
          threads.submit(() -> refused(onStores("old", single, "hot", "old")));
      assertThat(dropped.get())
          .contains("'on-archive'", "StorageID='archive'", "blockstores.stores")
          .contains("`hot`", directory + "/elsewhere", directory + "/hot")
          .contains("accept_new_location: " + fingerprint("elsewhere"))
          .contains("store `shut`: cannot be opened: ")
          .doesNotContain("'on-hot'");
      assertThat(onSingle.get())
          .contains("'on-archive'", "StorageID='archive'", "'on-hot'", "StorageID='hot'")
          .contains("configure blockstores");
      assertThat(withoutId.get()).contains("'on-single'", "backward_compatible: true");

      Path acknowledged =
          acknowledging(onStores("moved", database, "hot", "elsewhere"), "elsewhere");
      String archive =
          "    - {id: archive, type: local, local: {path: " + directory + "/archive}}\n";
      try (var server = ServerProcess.start(append(acknowledged, archive))) {
        server.client().get("/repositories/on-hot").expect(200);
      }
    }
  }

  /** The same, with another place acknowledged for its store. */
  private Path acknowledging(Path file, String folder) throws IOException {
    String text = Files.readString(file);
    String acknowledgement = ", accept_new_location: " + fingerprint(folder) + ",";
    return Files.writeString(file, text.replace("type: local,", "type: local" + acknowledgement));
  }

  private String fingerprint(String folder) {
    return LocationFingerprint.of("local:" + directory.resolve(folder));
  }

  private static Path append(Path file, String line) throws IOException {
    return Files.writeString(file, Files.readString(file) + line);
  }

  private Callable<?> fill(TestDatabase database, String... stores) {
    return () -> {
      Path folder = Files.createDirectories(directory);
      try (var server = ServerProcess.start(TestServer.writeConfiguration(database, folder))) {
        for (String store : stores) {
          server.client().createRepository("on-" + store, store).expect(201);
        }
      }
      return null;
    };
  }

  private Callable<?> fillSingle(TestDatabase database) {
    return () -> {
      try (var server = ServerProcess.start(onSingle("first", database))) {
        server.client().createRepository("on-single", "").expect(201);
      }
      return null;
    };
  }

  /** One store of this id, in this folder. */
  private Path onStores(String name, TestDatabase database, String id, String folder)
      throws IOException {
    return configuration(
        name,
        database(database)
            + """
              blockstores:
                signing: {secret_key: "a signing key only of this test"}
                stores:
                  - {id: %s, type: local, local: {path: %s/%s}}
              """
                .formatted(id, directory, folder));
  }

  private Path onSingle(String name, TestDatabase database) throws IOException {
    return configuration(
        name,
        database(database)
            + "blockstore: {type: local, local: {path: %s/single}}\n".formatted(directory));
  }

  private static String database(TestDatabase database) {
    return """
    listen_address: 127.0.0.1:0
    database:
      type: postgres
      postgres: {connection_string: "%s?user=%s&password=%s"}
    auth: {encrypt: {secret_key: "a secret only of this test"}}
    installation: {user_name: admin, access_key_id: %s, secret_access_key: %s}
    """
        .formatted(
            database.jdbcUrl(),
            database.user(),
            database.password(),
            TestServer.ACCESS_KEY,
            TestServer.SECRET);
  }

  private Path configuration(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name + ".yaml"), text);
  }

  /** The report of a start that must fail. */
  private static String refused(Path configuration) throws IOException {
    try (var server = ServerProcess.launch(configuration)) {
      assertThat(server.awaitExit()).as(server.output()).isEqualTo(BAD_CONFIGURATION);
      assertThat(server.output()).doesNotContain("\tat ", "Exception", "serving at");
      return server.output();
    }
  }
}
