package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while commits and merges run in the background: each ends, and truthfully. */
@Timeout(600)
class TaskKillTest {

  private static final String REPOSITORY = "/repositories/tasks";
  private static final int WRITERS = 6;
  private static final int MAX_TASKS = 400;

  /** A task that was accepted, by the path of its status, and the path that it was to bring. */
  private record Accepted(String status, String path) {}

  @TempDir Path directory;

  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

  @Test
  void everyTaskEndsAndNoneThatSucceededIsLost() throws Exception {
    rounds(1);
  }

  @Test
  @Tag("nightly")
  void everyTaskEndsEachTime() throws Exception {
    rounds(10);
  }

  private void rounds(int rounds) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      try (var server = ServerProcess.start(configuration)) {
        var client = server.client();
        client.createRepository("tasks", "hot").expect(201);
        submitUntilKilled(server, 0, random);
      }
      for (int round = 1; round <= rounds; round++) {
        try (var server = ServerProcess.start(configuration)) {
          assertAllEnd(server.client(), "seed " + seed + ", round " + round);
          accepted.clear();
          if (round < rounds) {
            submitUntilKilled(server, round, random);
          }
        }
      }
    }
  }

  private void submitUntilKilled(ServerProcess server, int round, Random random) throws Exception {
    var enough = new CountDownLatch(40 + random.nextInt(80));
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        String branch = "w" + round + "-" + i;
        writers.add(threads.submit(() -> submit(server, branch, enough)));
      }
      enough.await();
      server.kill();
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
  }

  /** Until the server is gone; anything else that goes wrong is a failure of the test. */
  private void submit(ServerProcess server, String branch, CountDownLatch enough) {
    var client = server.client();
    try {
      client.post(REPOSITORY + "/branches", Map.of("name", branch, "source", "main")).expect(201);
      for (int i = 0; i < MAX_TASKS; i += 2) {
        String path = branch + "/" + i;
        client.upload("tasks", branch, path, path).expect(201);
        submit(client, REPOSITORY + "/branches/" + branch + "/commits/async", path);
        enough.countDown();
        submit(client, REPOSITORY + "/refs/" + branch + "/merge/main/async", path);
        enough.countDown();
      }
    } catch (UncheckedIOException e) {
      // Killed, as it should be: what was not acknowledged is not recorded.
    } finally {
      while (enough.getCount() > 0 && !server.isAlive()) {
        enough.countDown();
      }
    }
  }

  private void submit(ApiClient client, String operation, String path) {
    var answer = client.post(operation, Map.of("message", path)).expect(202);
    String id = answer.json().path("id").asText();
    accepted.add(new Accepted(operation + "/" + id + "/status", path));
  }

  private void assertAllEnd(ApiClient client, String description) {
    assertThat(accepted).as(description).hasSizeGreaterThan(30);
    int succeeded = 0;
    for (Accepted task : accepted) {
      JsonNode status = awaitEnd(client, task);
      String text = description + ": " + status;
      if (status.path("status_code").asInt() < 300) {
        succeeded++;
        String commit =
            status.path("result").path("id").asText()
                + status.path("result").path("reference").asText();
        var found = client.get(REPOSITORY + "/commits/" + commit).expect(200).json();
        assertThat(found.path("message").asText()).as(text).isEqualTo(task.path());
        if (status.path("result").has("id")) {
          assertThat(client.read("tasks", commit, task.path()).expect(200).text())
              .as(text)
              .isEqualTo(task.path());
        }
      } else {
        assertThat(status.path("error").path("message").asText()).as(text).isNotBlank();
      }
    }
    assertThat(succeeded).as(description).isPositive();
    assertBranchesWork(client, description);
  }

  private static JsonNode awaitEnd(ApiClient client, Accepted task) {
    var answer = new JsonNode[1];
    Eventually.succeeds(
        () -> {
          answer[0] = client.get(task.status()).expect(200).json();
          assertThat(answer[0].path("completed").asBoolean()).as(answer[0].toString()).isTrue();
        });
    return answer[0];
  }

  /** What a task that did not end well had staged is still there to be committed and merged. */
  private void assertBranchesWork(ApiClient client, String description) {
    for (String branch :
        accepted.stream().map(task -> task.path().split("/", 2)[0]).distinct().toList()) {
      client.upload("tasks", branch, branch + "/after", description).expect(201);
      client.commit("tasks", branch, "after");
      client.post(REPOSITORY + "/refs/" + branch + "/merge/main", Map.of()).expect(200);
    }
    for (Accepted task : accepted) {
      assertThat(client.read("tasks", "main", task.path()).expect(200).text())
          .as(description)
          .isEqualTo(task.path());
    }
  }
}
