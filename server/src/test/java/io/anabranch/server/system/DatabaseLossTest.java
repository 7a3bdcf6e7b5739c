package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.CuttableProxy;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away for a while: the server says so, loses nothing, and goes on by itself. */
@Timeout(180)
class DatabaseLossTest {

  private static final String REPOSITORY = "on-hot";
  private static final int WRITERS = 4;
  private static final int WRITTEN_BEFORE_LOSS = 40;

  /** The default for opening a connection, and then some for a machine that does much else. */
  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(5 + 4);

  @TempDir Path directory;

  @Test
  void aDatabaseThatComesBackIsUsedAgain() throws Exception {
    try (var database = TestDatabase.create();
        var proxy = new CuttableProxy(URI.create(database.jdbcUrl().substring(5)).getPort());
        var server = ServerProcess.start(configuration(database, proxy))) {
      ApiClient client = server.client();
      client.createRepository(REPOSITORY, "hot").expect(201);
      client.upload(REPOSITORY, "main", "committed", "before").expect(201);
      String commit = client.commit(REPOSITORY, "main", "before");

      Set<String> acknowledged = writeWhile(client, proxy::cut);
      assertAllRefused(server, commit);

      proxy.restore();
      awaitReady(server);
      for (String path : acknowledged) {
        assertThat(client.read(REPOSITORY, "main", path).expect(200).text()).isEqualTo(path);
      }
      assertThat(client.read(REPOSITORY, commit, "committed").expect(200).text())
          .isEqualTo("before");
      client.upload(REPOSITORY, "main", "after", "after").expect(201);
      String after = client.commit(REPOSITORY, "main", "after");
      assertThat(client.read(REPOSITORY, after, "after").expect(200).text()).isEqualTo("after");
    }
  }

  private Path configuration(TestDatabase database, CuttableProxy proxy) throws Exception {
    Path file = TestServer.writeConfiguration(database, directory);
    int port = URI.create(database.jdbcUrl().substring(5)).getPort();
    return Files.writeString(
        file, Files.readString(file).replace(":" + port + "/", ":" + proxy.port() + "/"));
  }

  /** Cuts the line under several writers' hands; what they wrote until they were refused. */
  private static Set<String> writeWhile(ApiClient client, Runnable cut) throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    var enough = new CountDownLatch(WRITTEN_BEFORE_LOSS);
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String prefix = "writer-" + writer + "/";
        writers.add(threads.submit(() -> writeUntilRefused(client, prefix, acknowledged, enough)));
      }
      enough.await();
      cut.run();
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    return acknowledged;
  }

  private static void writeUntilRefused(
      ApiClient client, String prefix, Set<String> acknowledged, CountDownLatch enough) {
    for (int i = 0; ; i++) {
      Answer answer = client.upload(REPOSITORY, "main", prefix + i, prefix + i);
      if (answer.status() != 201) {
        // Cut before the change was asked for, or before it was confirmed.
        assertThat(answer.status()).as(answer.text()).isIn(503, 500);
        assertThat(answer.message()).contains("database");
        return;
      }
      acknowledged.add(prefix + i);
      enough.countDown();
    }
  }

  /** Asked all at once: even so, each waits for the database once at most. */
  private static void assertAllRefused(ServerProcess server, String commit) throws Exception {
    ApiClient client = server.client();
    String branch = "/repositories/" + REPOSITORY + "/branches/main";
    List<Callable<Answer>> requests =
        List.of(
            () -> client.get("/repositories"),
            () -> client.read(REPOSITORY, commit, "committed"),
            () -> client.read(REPOSITORY, "main", "committed"),
            () -> client.upload(REPOSITORY, "main", "refused", "refused"),
            () -> client.post(branch + "/commits", Map.of("message", "refused")),
            () -> client.createRepository("refused", "archive"));
    Instant start = Instant.now();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> ready = threads.submit(() -> ready(server));
      for (Future<Answer> request : threads.invokeAll(requests)) {
        Answer answer = request.get().expect(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.message()).contains("database");
        assertThat(Duration.between(start, Instant.now())).isLessThan(REFUSAL_LIMIT);
      }
      assertThat(ready.get().statusCode()).isEqualTo(503);
      assertThat(ready.get().body()).contains("database");
    }
  }

  private static HttpResponse<String> ready(ServerProcess server) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.uri().resolve("/readyz")).build();
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(ServerProcess server) {
    Eventually.succeeds(
        () -> {
          var answer = ready(server);
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
  }
}
