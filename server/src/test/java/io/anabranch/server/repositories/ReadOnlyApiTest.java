package io.anabranch.server.repositories;

import static io.anabranch.server.testing.TestRepository.freshName;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class ReadOnlyApiTest {

  private static final Map<String, Object> FORCE = Map.of("force", true);

  private final ApiClient client;
  private final TestRepository repository;

  ReadOnlyApiTest(TestServer server) {
    this.client = server.client();
    String name = freshName("read-only");
    Map<String, ?> creation =
        Map.of(
            "name",
            name,
            "storage_namespace",
            "local://" + name,
            "storage_id",
            "hot",
            "read_only",
            true);
    client.post("/repositories", creation).expect(201);
    this.repository = new TestRepository(client, name);
  }

  @Test
  void everyMutationIsRefused() {
    String head = repository.head("main");
    String branch = "/branches/main";
    List<Answer> refused =
        List.of(
            repository.upload("main", "a", "one"),
            repository.get(branch + "/objects/stage_allowed?path=a"),
            repository.get(branch + "/staging/backing?path=a"),
            repository.delete(branch + "/objects?path=a"),
            repository.post(branch + "/objects/delete", Map.of("paths", List.of("a"))),
            repository.post(branch + "/objects/copy?dest_path=b", Map.of("src_path", "a")),
            repository.put(branch + "/objects/stat/user_metadata?path=a", Map.of("set", Map.of())),
            repository.put(
                branch + "/objects?path=a",
                Map.of("physical_address", "local://x/y", "checksum", "0", "size_bytes", 1)),
            repository.put(
                branch + "/staging/backing?path=a",
                Map.of(
                    "staging", Map.of("physical_address", "x"), "checksum", "0", "size_bytes", 1)),
            repository.put(branch, Map.of("type", "reset")),
            repository.put(branch + "/hard_reset?ref=main", Map.of()),
            repository.post(branch + "/commits", Map.of("message", "")),
            repository.post(branch + "/revert", Map.of("ref", "main", "parent_number", 0)),
            repository.post(branch + "/cherry-pick", Map.of("ref", "main")),
            repository.post("/branches", Map.of("name", "b", "source", "main")),
            repository.delete(branch),
            repository.post("/tags", Map.of("id", "t", "ref", "main")),
            repository.delete("/tags/t"),
            repository.post("/refs/main/merge/main", Map.of()),
            repository.post("/commits", record("0".repeat(64))),
            repository.post("/metadata", Map.of("metadata", Map.of("k", "v"))),
            client.sendJson("DELETE", repository.path("/metadata"), "{\"keys\":[\"k\"]}"),
            client.sendJson("PUT", repository.path("/settings/branch_protection"), "[]"),
            repository.get("/branch_protection/set_allowed"),
            repository.post("/branch_protection", Map.of("pattern", "main")),
            client.sendJson(
                "DELETE", repository.path("/branch_protection"), "{\"pattern\":\"main\"}"),
            repository.delete(""));
    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.response().uri().getPath()).isEqualTo(403);
              assertThat(answer.text()).contains("read-only");
            });
    assertThat(repository.head("main")).isEqualTo(head);
    assertThat(repository.list("main", "")).isEmpty();
  }

  @Test
  void forceChangesItAllTheSame() {
    String branch = "/branches/main";
    client.upload(repository.name(), "main", "a&force=true", "one").expect(403);
    client
        .send(
            "POST",
            repository.path(branch + "/objects?path=a&force=true"),
            BodyPublishers.ofString("one"))
        .expect(201);
    repository.post(branch + "/commits", Map.of("message", "", "force", true)).expect(201);
    repository.post("/branches", and(Map.of("name", "b", "source", "main"))).expect(201);
    repository.post(branch + "/revert", and(Map.of("ref", "main", "parent_number", 0))).expect(204);
    repository.post(branch + "/cherry-pick", and(Map.of("ref", "b"))).expect(201);
    repository.put(branch + "/hard_reset?ref=b&force=true", Map.of()).expect(204);
    repository.delete("/branches/b?force=true").expect(204);
    repository.delete("?force=true").expect(204);
  }

  private static Map<String, Object> and(Map<String, Object> body) {
    Map<String, Object> both = new HashMap<>(body);
    both.putAll(FORCE);
    return both;
  }

  private static Map<String, Object> record(String id) {
    return Map.of(
        "commit_id",
        id,
        "version",
        1,
        "committer",
        "someone",
        "message",
        "",
        "metarange_id",
        "",
        "creation_date",
        0,
        "parents",
        List.of(),
        "generation",
        1);
  }
}
