package io.anabranch.server.system;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.s3.S3Blockstore;
import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.server.postgres.CuttableProxy;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports that stand still in the middle: the store's answer to one listing is held back. */
@Timeout(300)
class ImportFaultsTest {

  private static final String REPOSITORY = "/repositories/imported";
  private static final Map<String, ?> BODY =
      Map.of(
          "paths",
          List.of(prefix("fast/", "a"), prefix("slow/", "b")),
          "commit",
          Map.of("message", "the import"));

  @TempDir Path directory;
  private S3ProxyServer store;
  private CuttableProxy proxy;

  private static Map<String, String> prefix(String key, String destination) {
    return Map.of("type", "common_prefix", "path", "s3://lake/" + key, "destination", destination);
  }

  @BeforeEach
  void fillStore() throws Exception {
    store = S3ProxyServer.start();
    store.createBucket("lake");
    proxy = new CuttableProxy(store.endpoint().getPort());
    try (Blockstore lake = S3Blockstore.open(store.settings().build(), Clock.systemUTC())) {
      for (String key : List.of("fast/1", "fast/2", "slow/1")) {
        lake.put(new PhysicalAddress("lake", key), Content.of(new byte[] {1}), PutOptions.REPLACE);
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    store.close();
  }

  @Test
  void anImportWhoseServerIsKilledFailsAndTheBranchIsIntact() throws Exception {
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      Files.writeString(configuration, withStore(Files.readString(configuration)));
      String head;
      String id;
      try (var server = ServerProcess.start(configuration)) {
        head = createRepository(server.client());
        id = startAndAwaitTheMiddle(server.client(), server.client());
        server.kill();
      }
      proxy.release();
      try (var server = ServerProcess.start(configuration)) {
        JsonNode status = awaitError(server.client(), id);
        assertThat(status.path("error").path("message").asText())
            .contains("stopped before it was over");
        assertThat(status.path("ingested_objects").asInt()).isEqualTo(2);
        assertThat(head(server.client())).isEqualTo(head);
        assertImportWorks(server.client(), head);
      }
    }
  }

  @Test
  void anImportIsFollowedAndCancelledOnAnotherServer() {
    try (var first = TestServer.start(directory, this::withStore);
        var second = first.startAnother()) {
      var other = ApiClient.withKey(second.uri(), ACCESS_KEY, SECRET);
      String head = createRepository(first.client());
      String id = startAndAwaitTheMiddle(first.client(), other);

      other.delete(status(id)).expect(204, "importCancel");
      assertThat(awaitError(first.client(), id).path("error").path("message").asText())
          .contains("cancelled");
      proxy.release();
      assertImportWorks(first.client(), head);
      assertThat(awaitError(other, id).path("completed").asBoolean()).isFalse();
    }
  }

  private String withStore(String configuration) {
    return configuration
        + """
            - id: lake
              type: s3
              s3:
                endpoint: http://127.0.0.1:%d
                force_path_style: true
                credentials: { access_key_id: %s, secret_access_key: %s }
        """
            .formatted(proxy.port(), S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET);
  }

  private static String createRepository(ApiClient client) {
    client
        .post(
            "/repositories",
            Map.of("name", "imported", "storage_id", "lake", "storage_namespace", "s3://lake/repo"))
        .expect(201);
    client.upload("imported", "main", "b/old", "old").expect(201);
    return client.commit("imported", "main", "before");
  }

  private String startAndAwaitTheMiddle(ApiClient client, ApiClient follower) {
    proxy.holdAnswersTo("prefix=slow");
    String id = start(client);
    Eventually.succeeds(
        () -> {
          JsonNode status = follower.get(status(id)).expect(200, "importStatus").json();
          assertThat(status.path("ingested_objects").asInt()).isEqualTo(2);
          assertThat(status.path("completed").asBoolean()).isFalse();
          assertThat(status.has("error")).isFalse();
        });
    return id;
  }

  private static void assertImportWorks(ApiClient client, String head) {
    String id = start(client);
    Eventually.succeeds(
        () -> {
          JsonNode status = client.get(status(id)).expect(200, "importStatus").json();
          assertThat(status.path("completed").asBoolean()).as(status.toString()).isTrue();
        });
    var repository = new TestRepository(client, "imported");
    assertThat(repository.list("main", "?amount=100")).containsExactly("a/1", "a/2", "b/1");
    var log = repository.get("/refs/main/commits?amount=10").expect(200);
    assertThat(TestRepository.texts(log, "message")).startsWith("the import", "before");
    assertThat(TestRepository.texts(log, "id")).element(1).isEqualTo(head);
  }

  private static String start(ApiClient client) {
    return client
        .post(REPOSITORY + "/branches/main/import", BODY)
        .expect(202, "importStart")
        .json()
        .path("id")
        .asText();
  }

  private static JsonNode awaitError(ApiClient client, String id) {
    var answer = new JsonNode[1];
    Eventually.succeeds(
        () -> {
          answer[0] = client.get(status(id)).expect(200, "importStatus").json();
          assertThat(answer[0].has("error")).as(answer[0].toString()).isTrue();
        });
    return answer[0];
  }

  private static String head(ApiClient client) {
    return new TestRepository(client, "imported").head("main");
  }

  private static String status(String id) {
    return REPOSITORY + "/branches/main/import?id=" + ApiClient.encode(id);
  }
}
