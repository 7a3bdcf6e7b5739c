package io.anabranch.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class AsyncOperationsApiTest {

  private static final String COMMITS = "/branches/main/commits/async";
  private static final String MERGES = "/refs/side/merge/main/async";

  private final TestRepository repository;

  AsyncOperationsApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void aCommitIsMadeInTheBackground() {
    repository.upload("main", "a", "one").expect(201);

    JsonNode status = commit("adds a");

    assertThat(status.path("status_code").asInt()).isEqualTo(201);
    assertThat(status.path("result").path("message").asText()).isEqualTo("adds a");
    assertThat(status.path("result").path("id").asText()).isEqualTo(repository.head("main"));
    assertThat(repository.read("main", "a").text()).isEqualTo("one");
  }

  @Test
  void aFailedCommitSaysWhatTheBlockingOneWouldHaveSaid() {
    Answer blocking = repository.post("/branches/main/commits", Map.of("message", "nothing"));

    JsonNode status = commit("nothing");

    assertThat(status.path("status_code").asInt()).isEqualTo(blocking.status()).isEqualTo(400);
    assertThat(status.path("error").path("message").asText()).isEqualTo(blocking.message());
    assertThat(status.has("result")).isFalse();
  }

  @Test
  void aMergeIsMadeInTheBackgroundAndAConflictNamesThePaths() {
    repository.branch("side", "main");
    repository.commit("side", "a", "one");

    JsonNode merged = merge();
    assertThat(merged.path("status_code").asInt()).isEqualTo(200);
    assertThat(merged.path("result").path("reference").asText()).isEqualTo(repository.head("main"));
    assertThat(repository.read("main", "a").text()).isEqualTo("one");

    repository.commit("side", "a", "two");
    repository.commit("main", "a", "three");
    JsonNode conflict = merge();
    assertThat(conflict.path("status_code").asInt()).isEqualTo(409);
    assertThat(conflict.path("error").path("message").asText()).contains("'side'", "main", "'a'");
  }

  @Test
  void aDumpAndItsRestoreRunInTheBackground() {
    repository.commit("main", "a", "one");
    JsonNode dump =
        await(
            "/dump?task_id=" + id(repository.post("/dump", Map.of()), "dumpSubmit"), "dumpStatus");
    assertThat(dump.has("error")).isFalse();

    TestRepository bare = repository.bare();
    JsonNode restored = restore(bare, dump.path("refs"));
    assertThat(restored.has("error")).isFalse();
    assertThat(bare.head("main")).isEqualTo(repository.head("main"));

    assertThat(restore(bare, dump.path("refs")).path("error").asText())
        .contains("can only restore into a bare repository");
  }

  @Test
  void whatCannotBeginIsRefusedAtOnce() {
    repository
        .post("/branches/none/commits/async", Map.of("message", "m"))
        .expect(404, "commitAsync");
    repository.post("/refs/none/merge/main/async", Map.of()).expect(404, "mergeIntoBranchAsync");
    repository
        .post("/refs/main/merge/main/async", Map.of("strategy", "coin"))
        .expect(400, "mergeIntoBranchAsync");
  }

  @Test
  void aTaskIsFoundOnlyAsWhatItIsWhereItIs() {
    String id = id(repository.post("/dump", Map.of()), "dumpSubmit");
    var other = TestRepository.create(repository.client());

    repository.get("/restore?task_id=" + id).expect(404, "restoreStatus");
    other.get("/dump?task_id=" + id).expect(404, "dumpStatus");
    repository.get(COMMITS + "/" + id + "/status").expect(404, "commitAsyncStatus");
    repository.get(MERGES + "/" + id + "/status").expect(404, "mergeIntoBranchAsyncStatus");
  }

  private JsonNode commit(String message) {
    String id = id(repository.post(COMMITS, Map.of("message", message)), "commitAsync");
    return await(COMMITS + "/" + id + "/status", "commitAsyncStatus");
  }

  private JsonNode merge() {
    String id = id(repository.post(MERGES, Map.of()), "mergeIntoBranchAsync");
    return await(MERGES + "/" + id + "/status", "mergeIntoBranchAsyncStatus");
  }

  private static JsonNode restore(TestRepository bare, JsonNode dump) {
    var submitted = bare.client().sendJson("POST", bare.path("/restore"), dump.toString());
    String id = id(submitted, "restoreSubmit");
    return await(bare, "/restore?task_id=" + id, "restoreStatus");
  }

  private static String id(Answer submitted, String operation) {
    return submitted.expect(202, operation).json().path("id").asText();
  }

  private JsonNode await(String path, String operation) {
    return await(repository, path, operation);
  }

  private static JsonNode await(TestRepository repository, String path, String operation) {
    var last = new JsonNode[1];
    Eventually.succeeds(
        () -> {
          last[0] = repository.get(path).expect(200, operation).json();
          boolean over = last[0].path("done").asBoolean() || last[0].path("completed").asBoolean();
          assertThat(over).as(last[0].toString()).isTrue();
        });
    return last[0];
  }
}
