package io.anabranch.server.commits;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.versioning.identity.CommitIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
class CommitsApiTest {

  private final ApiClient client;
  private final TestRepository repository;

  CommitsApiTest(TestServer server) {
    this.client = server.client();
    this.repository = TestRepository.create(client);
  }

  @Test
  void recordsWhatTheClientSays() {
    String parent = repository.head("main");
    repository.upload("main", "a", "one").expect(201);
    JsonNode made =
        commit(Map.of("message", "said", "metadata", Map.of("k", "v"), "date", 1_700_000_000))
            .expect(201, "commit")
            .json();
    assertThat(made.path("message").asText()).isEqualTo("said");
    assertThat(made.path("committer").asText()).isEqualTo("admin");
    assertThat(made.path("creation_date").asLong()).isEqualTo(1_700_000_000);
    assertThat(made.path("metadata")).hasToString("{\"k\":\"v\"}");
    assertThat(made.path("parents")).hasToString("[\"" + parent + "\"]");
    assertThat(made.path("generation").asInt()).isEqualTo(2);
    assertThat(made.path("version").asInt()).isEqualTo(1);
    assertThat(
            repository.get("/commits/" + made.path("id").asText()).expect(200, "getCommit").json())
        .isEqualTo(made);
    assertThat(repository.head("main")).isEqualTo(made.path("id").asText());
    assertThat(repository.get("/branches/main/diff").json().path("results")).isEmpty();
  }

  @Test
  void takesInCommitsOfAnotherRepository() {
    repository.commit("main", "a", "one");
    String id = repository.commit("main", "b", "one");
    JsonNode made = repository.get("/commits/" + id).json();
    TestRepository other = TestRepository.create(client);
    Map<String, Object> record = new HashMap<>();
    record.put("commit_id", id);
    record.put("version", 1);
    record.put("committer", "admin");
    record.put("message", made.path("message").asText());
    record.put("metarange_id", made.path("meta_range_id").asText());
    record.put("creation_date", made.path("creation_date").asLong());
    record.put("parents", List.of(made.path("parents").path(0).asText()));
    record.put("generation", 3);
    repository.post("/commits", record).expect(409, "CreateCommitRecord");
    assertThat(other.post("/commits", record).expect(404, "CreateCommitRecord").text())
        .contains(made.path("parents").path(0).asText());

    record.put("parents", List.of(other.head("main")));
    assertThat(other.post("/commits", record).expect(400, "CreateCommitRecord").text())
        .contains(id);
    record.put("parents", List.of());
    record.put("generation", 1);
    record.put("commit_id", "not an id");
    other.post("/commits", record).expect(400, "CreateCommitRecord");

    record.put("message", "made elsewhere");
    record.put("metarange_id", "");
    record.put(
        "commit_id",
        CommitIdentity.of(
                "admin",
                "made elsewhere",
                "",
                made.path("creation_date").asLong(),
                Map.of("k", "v"),
                List.of())
            .value());
    record.put("metadata", Map.of("k", "v"));
    other.post("/commits", record).expect(204, "CreateCommitRecord");
    assertThat(other.get("/commits/" + record.get("commit_id")).expect(200).json().path("metadata"))
        .hasToString("{\"k\":\"v\"}");
    record.remove("parents");
    other.post("/commits", record).expect(400, "CreateCommitRecord");
  }

  @Test
  void refusesToCommitNothing() {
    commit(Map.of("message", "nothing")).expect(400, "commit");
    repository.delete("/branches/main/objects?path=missing").expect(204);
    commit(Map.of("message", "nothing")).expect(400, "commit");
    JsonNode empty =
        commit(Map.of("message", "", "allow_empty", true)).expect(201, "commit").json();
    assertThat(empty.path("meta_range_id").asText()).hasSize(64);
    repository.commit("main", "a", "one");
    repository.upload("main", "b", "two").expect(201);
    repository.delete("/branches/main/objects?path=b").expect(204);
    commit(Map.of("message", "nothing")).expect(400, "commit");
    commit(Map.of()).expect(400, "commit");
    repository.post("/branches/none/commits", Map.of("message", "m")).expect(404, "commit");
  }

  @Test
  void commitsAGivenTreeOnACleanBranchOnly() {
    repository.commit("main", "a", "one");
    String tree = metaRange("main");
    repository.commit("main", "b", "two");
    repository.upload("main", "c", "three").expect(201);
    commitTree(tree).expect(400, "commit");
    repository.put("/branches/main", Map.of("type", "reset")).expect(204);
    assertThat(commitTree(tree).expect(201, "commit").json().path("meta_range_id").asText())
        .isEqualTo(tree);
    assertThat(repository.list("main", "")).containsExactly("a");
  }

  @Test
  void showsCommitsByAnyRef() {
    String first = repository.commit("main", "a", "one");
    String second = repository.commit("main", "b", "two");
    repository.post("/tags", Map.of("id", "v1", "ref", "main~1")).expect(201);
    assertThat(shown("main")).isEqualTo(second);
    assertThat(shown("main@")).isEqualTo(second);
    assertThat(shown("main~1")).isEqualTo(first);
    assertThat(shown("main^")).isEqualTo(first);
    assertThat(shown("main^0~1^0")).isEqualTo(first);
    assertThat(shown("v1")).isEqualTo(first);
    assertThat(shown(first.substring(0, 12))).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "none,404",
    "main~9,404",
    "main^2,400",
    "main~x,400",
    "main$,400",
    "main@~1,400",
    "v@,404"
  })
  void refusesOtherRefs(String ref, int status) {
    repository.get("/commits/" + encode(ref)).expect(status, "getCommit");
  }

  private Answer commit(Map<String, ?> body) {
    return repository.post("/branches/main/commits", body);
  }

  private Answer commitTree(String tree) {
    return repository.post(
        "/branches/main/commits?source_metarange=" + tree, Map.of("message", "tree"));
  }

  private String metaRange(String ref) {
    return repository.get("/commits/" + ref).expect(200).json().path("meta_range_id").asText();
  }

  private String shown(String ref) {
    return repository
        .get("/commits/" + encode(ref))
        .expect(200, "getCommit")
        .json()
        .path("id")
        .asText();
  }
}
