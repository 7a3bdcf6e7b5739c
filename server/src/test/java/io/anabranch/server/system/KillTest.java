package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.server.events.Told;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.s3gateway.S3Clients;
import io.anabranch.server.s3gateway.S3Objects;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * {@code kill -9} while writers upload in both protocols and commit: what was acknowledged is
 * there, and sinks of events are told of it.
 */
@Timeout(600)
class KillTest {

  private static final String REPOSITORY = "on-hot";
  private static final String QUOTA = "//api/anabranch/v1/quotas/repository/" + REPOSITORY;
  private static final int WRITERS = 6;
  private static final int UPLOADS = 500;
  private static final int UPLOADS_PER_COMMIT = 7;
  private static final int OBJECT_MAX_BYTES = 64 << 10;

  @TempDir Path directory;

  /** Seed of the content of each path whose upload was acknowledged. */
  private final Map<String, Long> uploads = new ConcurrentHashMap<>();

  /** What S3 clients were completing, and did not hear of, by path. */
  private final Map<String, Completion> completions = new ConcurrentHashMap<>();

  /** An upload in one part. */
  private record Completion(String id, CompletedPart part, long content) {}

  /** Each acknowledged commit, with a path that was acknowledged before it was asked for. */
  private final Map<String, String> commits = new ConcurrentHashMap<>();

  @Test
  void whatWasAcknowledgedSurvives() throws Exception {
    rounds(1);
  }

  @Test
  @Tag("nightly")
  void whatWasAcknowledgedSurvivesEachTime() throws Exception {
    rounds(20);
  }

  private void rounds(int rounds) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      Files.writeString(configuration, sink(), StandardOpenOption.APPEND);
      try (var server = ServerProcess.start(configuration)) {
        server.client().createRepository(REPOSITORY, "hot").expect(201);
        server.client().put(QUOTA, Map.of("bytes", 1L << 40)).expect(200);
        writeUntilKilled(server, "round-0", random);
      }
      for (int round = 1; round <= rounds; round++) {
        try (var server = ServerProcess.start(configuration)) {
          assertCounted(server.client(), round, "seed " + seed + ", round " + round);
          completeAgain(server);
          assertNothingLost(server.client(), "seed " + seed + ", round " + round);
          if (round < rounds) {
            writeUntilKilled(server, "round-" + round, random);
          }
        }
      }
    }
  }

  private void writeUntilKilled(ServerProcess server, String round, Random random)
      throws Exception {
    int acknowledgedBeforeKill = UPLOADS / 10 + random.nextInt(UPLOADS * 8 / 10);
    var enough = new CountDownLatch(acknowledgedBeforeKill);
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String prefix = round + "/writer-" + writer + "/";
        long seed = random.nextLong();
        writers.add(threads.submit(() -> write(server, prefix, seed, enough)));
      }
      enough.await();
      server.kill();
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
  }

  /** Until the server is gone; anything else that goes wrong is a failure of the test. */
  private void write(ServerProcess server, String prefix, long seed, CountDownLatch enough) {
    var random = new Random(seed);
    var client = server.client();
    try (var s3 = s3(server)) {
      var objects = new S3Objects(s3, REPOSITORY);
      for (int i = 0; i < UPLOADS; i++) {
        String path = prefix + i;
        long content = random.nextLong();
        switch (i % 4) {
          case 0 -> objects.put("main/" + path, bytes(content));
          case 1 -> putInParts(objects, path, content);
          default -> client.upload(REPOSITORY, "main", path, bytes(content)).expect(201);
        }
        uploads.put(path, content);
        enough.countDown();
        if (i % UPLOADS_PER_COMMIT == UPLOADS_PER_COMMIT - 1) {
          commit(client, path);
        }
      }
    } catch (UncheckedIOException | SdkClientException e) {
      // Killed, as it should be: what was not acknowledged is not recorded.
    } finally {
      while (enough.getCount() > 0 && !server.isAlive()) {
        enough.countDown();
      }
    }
  }

  /** Each request is made once, as those of the other client. */
  private static S3Client s3(ServerProcess server) {
    return S3Clients.of(
        server.uri(),
        TestServer.ACCESS_KEY,
        TestServer.SECRET,
        client ->
            client.overrideConfiguration(
                each -> each.retryStrategy(AwsRetryStrategy.doNotRetry())));
  }

  private void putInParts(S3Objects objects, String path, long content) {
    String key = "main/" + path;
    String id = objects.begin(key);
    var part = objects.putPart(key, id, 1, bytes(content));
    completions.put(path, new Completion(id, part, content));
    objects.complete(key, id, List.of(part));
    completions.remove(path);
  }

  /** What was not acknowledged is completed now, or was when the server was killed. */
  private void completeAgain(ServerProcess server) {
    try (var s3 = s3(server)) {
      var objects = new S3Objects(s3, REPOSITORY);
      completions.forEach(
          (path, completion) -> {
            try {
              objects.complete("main/" + path, completion.id, List.of(completion.part));
            } catch (NoSuchUploadException _) {
              // Then the object must be there, as below.
            }
            uploads.put(path, completion.content);
          });
    }
    completions.clear();
  }

  private void commit(ApiClient client, String path) {
    var answer =
        client.post(
            "/repositories/" + REPOSITORY + "/branches/main/commits", Map.of("message", path));
    // Another writer's commit may have taken everything.
    if (answer.status() != 400) {
      commits.put(answer.expect(201).json().path("id").asText(), path);
    }
  }

  private String sink() {
    return """
    events:
      sinks:
        - name: lines
          type: file
          file: { path: "%s" }
    """
        .formatted(events());
  }

  private Path events() {
    return directory.resolve("events.jsonl");
  }

  private Told told() {
    try {
      List<JsonNode> events = new ArrayList<>();
      for (String line : Files.readAllLines(events())) {
        events.add(new ObjectMapper().readTree(line));
      }
      return Told.of(events);
    } catch (IOException e) {
      throw new AssertionError("the file of events is not whole", e);
    }
  }

  /** What was acknowledged counts, and at most what was under way besides. */
  private void assertCounted(ApiClient client, int killed, String description) {
    JsonNode quota = client.get(QUOTA).expect(200).json();
    long bytes = uploads.values().stream().mapToLong(content -> bytes(content).length).sum();
    int checked = killed - 1;
    assertThat(quota.path("used_objects").asInt() - checked)
        .as(description)
        .isBetween(uploads.size(), uploads.size() + killed * WRITERS);
    assertThat(quota.path("used_bytes").asLong())
        .as(description)
        .isBetween(bytes, bytes + (long) killed * WRITERS * OBJECT_MAX_BYTES + checked * 100L);
  }

  private void assertNothingLost(ApiClient client, String description) {
    assertThat(commits).as(description).isNotEmpty();
    uploads.forEach(
        (path, content) ->
            assertThat(client.read(REPOSITORY, "main", path).expect(200).bytes())
                .as("%s: %s", description, path)
                .isEqualTo(bytes(content)));
    assertThat(log(client)).as(description).containsAll(commits.keySet());
    Eventually.succeeds(
        () ->
            assertThat(told().inOrder().commits("commit"))
                .as(description)
                .containsAll(commits.keySet()));
    commits.forEach((commit, path) -> client.read(REPOSITORY, commit, path).expect(200));

    client.upload(REPOSITORY, "main", "after", description).expect(201);
    String next = client.commit(REPOSITORY, "main", "after " + description);
    assertThat(client.read(REPOSITORY, next, "after").text()).isEqualTo(description);
  }

  private static Set<String> log(ApiClient client) {
    Set<String> ids = new HashSet<>();
    String after = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          client
              .get("/repositories/" + REPOSITORY + "/refs/main/commits?amount=100&after=" + after)
              .expect(200)
              .json();
      page.path("results").forEach(commit -> ids.add(commit.path("id").asText()));
      after = page.path("pagination").path("next_offset").asText();
      more = page.path("pagination").path("has_more").asBoolean();
    }
    return ids;
  }

  private static byte[] bytes(long seed) {
    var random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(OBJECT_MAX_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }
}
