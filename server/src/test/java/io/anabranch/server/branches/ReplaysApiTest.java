package io.anabranch.server.branches;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Revert, cherry-pick and hard reset. */
@ExtendWith(SharedServer.class)
class ReplaysApiTest {

  private final TestRepository repository;
  private String second = "";

  ReplaysApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
  }

  @BeforeEach
  void history() {
    repository.commit("main", "a", "one");
    repository.branch("side", "main");
    second = repository.commit("main", "a", "two");
    repository.commit("main", "b", "one");
    repository.commit("side", "s", "one");
  }

  @Test
  void aRevertTakesBackOneCommit() {
    post("revert", Map.of("ref", second, "parent_number", 0)).expect(204, "revertBranch");
    assertThat(repository.read("main", "a").expect(200).text()).isEqualTo("one");
    assertThat(repository.read("main", "b").expect(200).text()).isEqualTo("one");
    var commit = repository.get("/commits/" + repository.head("main")).expect(200).json();
    assertThat(commit.path("message").asText()).isEqualTo("Revert " + second);
    assertThat(commit.path("committer").asText()).isEqualTo("admin");
    post("revert", Map.of("ref", second, "parent_number", 0)).expect(400, "revertBranch");
    Map<String, ?> words = Map.of("message", "said", "metadata", Map.of("k", "v"));
    post(
            "revert",
            Map.of(
                "ref", second, "parent_number", 0, "allow_empty", true, "commit_overrides", words))
        .expect(204, "revertBranch");
    var said = repository.get("/commits/" + repository.head("main")).json();
    assertThat(said.path("message").asText()).isEqualTo("said");
    assertThat(said.path("metadata")).hasToString("{\"k\":\"v\"}");
  }

  @Test
  void aCherryPickSaysWhereItComesFrom() {
    var made =
        repository
            .post("/branches/side/cherry-pick", Map.of("ref", second))
            .expect(201, "cherryPick")
            .json();
    assertThat(made.path("message").asText()).isEqualTo("adds a");
    assertThat(made.path("metadata").path("cherry-pick-origin").asText()).isEqualTo(second);
    assertThat(made.path("metadata").path("cherry-pick-committer").asText()).isEqualTo("admin");
    assertThat(made.path("id").asText()).isEqualTo(repository.head("side"));
    assertThat(repository.read("side", "a").text()).isEqualTo("two");
    assertThat(repository.stat("side", "b").status()).isEqualTo(404);
  }

  @Test
  void mergesNeedAParentNumber() {
    repository.post("/refs/side/merge/main", Map.of()).expect(200);
    post("revert", Map.of("ref", "main", "parent_number", 0)).expect(409, "revertBranch");
    post("revert", Map.of("ref", "main", "parent_number", 9)).expect(400, "revertBranch");
    post("revert", Map.of("ref", "main")).expect(400, "revertBranch");
    repository.branch("other", "side~1");
    Answer none = repository.post("/branches/other/cherry-pick", Map.of("ref", "main"));
    assertThat(none.expect(400, "cherryPick").text()).contains("parent number");
    repository
        .post("/branches/other/cherry-pick", Map.of("ref", "main", "parent_number", 0))
        .expect(400, "cherryPick");
    repository
        .post("/branches/other/cherry-pick", Map.of("ref", "main", "parent_number", 1))
        .expect(201, "cherryPick");
    assertThat(repository.read("other", "s").text()).isEqualTo("one");
    post("revert", Map.of("ref", "main", "parent_number", 1)).expect(204, "revertBranch");
    assertThat(repository.stat("main", "s").status()).isEqualTo(404);
  }

  @Test
  void refusesConflictsStagedChangesAndWhatDoesNotExist() {
    repository.commit("side", "a", "other");
    var conflict = repository.post("/branches/side/cherry-pick", Map.of("ref", second));
    assertThat(conflict.expect(409, "cherryPick").text()).contains("'a'");
    repository
        .post("/branches/side/revert", Map.of("ref", second, "parent_number", 0))
        .expect(409, "revertBranch");
    post("revert", Map.of("ref", "nope", "parent_number", 0)).expect(404, "revertBranch");
    repository.post("/branches/none/cherry-pick", Map.of("ref", "main")).expect(404, "cherryPick");
    repository.upload("main", "staged", "text").expect(201);
    var dirty = post("revert", Map.of("ref", second, "parent_number", 0));
    assertThat(dirty.expect(400, "revertBranch").text()).contains("uncommitted changes");
  }

  @Test
  void aHardResetMovesTheBranchUnderWhatIsStaged() {
    repository.upload("main", "staged", "text").expect(201);
    hardReset("main", second).expect(204, "hardResetBranch");
    assertThat(repository.head("main")).isEqualTo(second);
    assertThat(repository.list("main", "")).containsExactly("a", "staged");
    hardReset("main", "nope").expect(404, "hardResetBranch");
    hardReset("nope", "main").expect(404, "hardResetBranch");
    hardReset("main", "side$").expect(400, "hardResetBranch");
    repository.put("/branches/main/hard_reset", Map.of()).expect(400, "hardResetBranch");
  }

  private Answer hardReset(String branch, String ref) {
    return repository.put(
        "/branches/" + branch + "/hard_reset?ref=" + ApiClient.encode(ref), Map.of());
  }

  private Answer post(String operation, Map<String, ?> body) {
    return repository.post("/branches/main/" + operation, body);
  }
}
