package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop that is asked for hurts nobody who is being served. */
@Timeout(120)
class DrainTest {

  private static final String REPOSITORY = "on-hot";

  /** More than what the buffers between two processes hold. */
  private static final long LENGTH = 48L << 20;

  @TempDir Path directory;

  @Test
  void transfersInFlightAreCompletedBeforeTheEnd() throws Exception {
    try (var server = ServerProcess.start(embeddedDatabase());
        var transfer = new Transfer(server.uri());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.client().createRepository(REPOSITORY, "hot").expect(201);
      assertThat(
              transfer
                  .upload(REPOSITORY, "large", RandomContent.of(1, LENGTH), LENGTH)
                  .statusCode())
          .isEqualTo(201);
      List<ProcessHandle> children = server.children();
      assertThat(children).as("the embedded database").isNotEmpty();

      HttpResponse<InputStream> download = transfer.download(REPOSITORY, "large");
      var content = RandomContent.halting(2, LENGTH);
      Future<HttpResponse<String>> upload =
          threads.submit(() -> transfer.uploadChunked(REPOSITORY, "new", content));
      content.awaitStop();

      server.terminate();
      awaitRefusal(server);
      assertThat(server.isAlive()).as("waits for both").isTrue();
      content.resume();
      assertThat(upload.get().statusCode()).as(upload.get().body()).isEqualTo(201);
      Transfer.assertSame(download.body(), RandomContent.of(1, LENGTH));

      assertThat(server.awaitExit()).as(server.output()).isZero();
      assertThat(server.output()).contains("anabranch: stopping").doesNotContain("\tat ");
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  /** New connections find nobody. */
  private static void awaitRefusal(ServerProcess server) {
    Eventually.succeeds(() -> assertThat(connects(server)).as("accepts connections").isFalse());
  }

  private static boolean connects(ServerProcess server) {
    try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path embeddedDatabase() throws IOException {
    return Files.writeString(
        directory.resolve("anabranch.yaml"),
        """
        listen_address: 127.0.0.1:0
        database: {type: embedded, embedded: {path: %s/database}}
        auth: {encrypt: {secret_key: "a secret only of this test"}}
        installation: {user_name: admin, access_key_id: %s, secret_access_key: %s}
        blockstores:
          signing: {secret_key: "a signing key only of this test"}
          stores:
            - {id: hot, type: local, local: {path: %s/hot}}
        """
            .formatted(directory, TestServer.ACCESS_KEY, TestServer.SECRET, directory));
  }
}
