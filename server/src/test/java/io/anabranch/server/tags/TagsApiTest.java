package io.anabranch.server.tags;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class TagsApiTest {

  private final TestRepository repository;

  TagsApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void namesACommitForGood() {
    String head = repository.commit("main", "a", "one");
    var made = create("v1.0~x", "main").expect(201, "createTag").json();
    assertThat(made).hasToString("{\"id\":\"v1.0~x\",\"commit_id\":\"" + head + "\"}");
    repository.commit("main", "b", "two");
    assertThat(repository.get("/tags/" + encode("v1.0~x")).expect(200, "getTag").json())
        .isEqualTo(made);
    repository
        .post("/tags", Map.of("id", "v1.0~x", "ref", "main", "force", true))
        .expect(409, "createTag");
    repository.delete("/tags/" + encode("v1.0~x")).expect(204, "deleteTag");
    repository.get("/tags/" + encode("v1.0~x")).expect(404, "getTag");
    repository.delete("/tags/" + encode("v1.0~x")).expect(404, "deleteTag");
  }

  @Test
  void refusesNamesOfBranchesAndCommitsAndRefsThatAreNoCommit() {
    String head = repository.commit("main", "a", "one");
    create("main", "main").expect(409, "createTag");
    create(head, "main").expect(409, "createTag");
    create("v1", "nope").expect(404, "createTag");
    create("v1", "main$").expect(400, "createTag");
    create("v1", "main~x").expect(400, "createTag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a/b", "a.lock", "a.", "a..b", "a b", "a^", "a:b", "a*", "a@{b"})
  void refusesBadNames(String name) {
    create(name, "main").expect(400, "createTag");
  }

  @Test
  void listsByPages() {
    for (String name : List.of("v2", "v1", "w1")) {
      create(name, "main").expect(201);
    }
    var page = repository.get("/tags?amount=1&prefix=v").expect(200, "listTags");
    assertThat(texts(page, "id")).containsExactly("v1");
    assertThat(page.json().path("pagination").path("has_more").asBoolean()).isTrue();
    assertThat(texts(repository.get("/tags?after=v1").expect(200, "listTags"), "id"))
        .containsExactly("v2", "w1");
  }

  private Answer create(String name, String ref) {
    return repository.post("/tags", Map.of("id", name, "ref", ref));
  }
}
