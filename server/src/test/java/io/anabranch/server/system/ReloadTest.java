package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store comes and goes by the configuration and a signal, without a restart. */
@Timeout(180)
class ReloadTest {

  @TempDir Path directory;

  @Test
  void aSignalTakesTheStoresFromTheConfiguration() throws Exception {
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      String text = Files.readString(configuration);
      try (var server = ServerProcess.start(configuration)) {
        var client = server.client();
        Files.writeString(
            configuration,
            text
                + "    - { id: more, type: local, local: { path: %s/more } }\n"
                    .formatted(directory));
        server.hangUp();
        await(server, "anabranch: reloaded: stores added [more], changed [], removed []");
        client.createRepository("on-more", "more").expect(201);
        client.upload("on-more", "main", "a", "bytes").expect(201);

        Files.writeString(configuration, text.replace("type: local", "type: tape"));
        server.hangUp();
        await(server, "`tape` is not a type of store");

        Files.writeString(configuration, text);
        server.hangUp();
        await(server, "repository 'on-more', StorageID='more'");
        client.upload("on-more", "main", "b", "bytes").expect(201);

        client.delete("/repositories/on-more").expect(204);
        server.hangUp();
        await(server, "anabranch: reloaded: stores added [], changed [], removed [more]");
        client.createRepository("again", "more").expect(400);
        assertThat(directory.resolve("more/on-more")).isNotEmptyDirectory();

        server.terminate();
        assertThat(server.awaitExit()).isZero();
      }
    }
  }

  private static void await(ServerProcess server, String line) {
    Eventually.succeeds(() -> assertThat(server.output()).contains(line));
  }
}
