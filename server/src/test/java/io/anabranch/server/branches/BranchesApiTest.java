package io.anabranch.server.branches;

import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class BranchesApiTest {

  private final ApiClient client;
  private final TestRepository repository;

  BranchesApiTest(TestServer server) {
    this.client = server.client();
    this.repository = TestRepository.create(client);
  }

  @Test
  void createsFromACommitAndAnswersItsIdAsPlainText() {
    String head = repository.commit("main", "a", "one");
    repository.commit("main", "b", "two");
    var made =
        repository
            .post("/branches", Map.of("name", "dev", "source", "main~1"))
            .expect(201, "createBranch");
    assertThat(made.text()).isEqualTo(head);
    assertThat(made.header("Content-Type")).isEqualToIgnoringCase("text/plain; charset=utf-8");
    var shown = repository.get("/branches/dev").expect(200, "getBranch").json();
    assertThat(shown).hasToString("{\"id\":\"dev\",\"commit_id\":\"" + head + "\"}");
  }

  @Test
  void tellsWhatABranchWas() {
    String first = repository.head("main");
    repository.branch("dev", "main~0");
    String one = repository.commit("dev", "a", "one");
    String two = repository.commit("dev", "b", "two");
    repository.put("/branches/dev/hard_reset?ref=dev~1", Map.of()).expect(204);
    repository.delete("/branches/dev").expect(204);

    var page = reflog("dev", "?amount=3").expect(200, "listBranchMoves");
    assertThat(texts(page, "operation")).containsExactly("delete", "reset", "commit");
    assertThat(texts(page, "commit_before")).containsExactly(one, two, one);
    assertThat(texts(page, "commit_after")).containsExactly("", one, two);
    assertThat(texts(page, "message")).containsExactly("", "dev~1", "adds b");
    assertThat(texts(page, "user")).containsOnly("admin");
    assertThat(texts(page, "time")).isSortedAccordingTo(Comparator.reverseOrder());
    String next = page.json().path("pagination").path("next_offset").asText();
    var rest = reflog("dev", "?after=" + next).expect(200, "listBranchMoves");
    assertThat(texts(rest, "operation")).containsExactly("commit", "create");
    assertThat(texts(rest, "commit_after")).containsExactly(one, first);
    assertThat(texts(rest, "message")).containsExactly("adds a", "main~0");
    assertThat(rest.json().path("pagination").path("has_more").asBoolean(true)).isFalse();
    reflog("none", "").expect(404, "listBranchMoves");
    reflog("dev", "?after=x").expect(400, "listBranchMoves");

    assertThat(repository.branch("back", "dev@{1}")).isEqualTo(one);
    assertThat(repository.read("dev@{2}", "b").expect(200).text()).isEqualTo("two");
    repository.read("dev@{0}", "b").expect(404);
  }

  private Answer reflog(String branch, String query) {
    return client.get(
        "//api/anabranch/v1/repositories/"
            + repository.name()
            + "/branches/"
            + branch
            + "/reflog"
            + query);
  }

  @Test
  void refusesANameThatIsTaken() {
    String head = repository.commit("main", "a", "one");
    repository.post("/tags", Map.of("id", "v1", "ref", "main")).expect(201);
    for (String taken : List.of("main", "v1", head)) {
      repository
          .post("/branches", Map.of("name", taken, "source", "main"))
          .expect(409, "createBranch");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-dash", "a/b", "a.b", "a b", "", "ä"})
  void refusesBadNames(String name) {
    repository
        .post("/branches", Map.of("name", name, "source", "main"))
        .expect(400, "createBranch");
  }

  @Test
  void refusesSourcesThatAreNoCommit() {
    repository
        .post("/branches", Map.of("name", "dev", "source", "nope"))
        .expect(404, "createBranch");
    repository
        .post("/branches", Map.of("name", "dev", "source", "main$"))
        .expect(400, "createBranch");
    client
        .post("/repositories/no-such-one/branches", Map.of("name", "dev", "source", "main"))
        .expect(404, "createBranch");
    repository.post("/branches", Map.of("name", "dev")).expect(400, "createBranch");
  }

  @Test
  void listsHiddenOnesOnDemand() {
    for (String name : List.of("b", "a", "c")) {
      repository.branch(name, "main");
    }
    repository
        .post("/branches", Map.of("name", "ab", "source", "main", "hidden", true))
        .expect(201, "createBranch");
    var shown = repository.get("/branches").expect(200, "listBranches");
    assertThat(texts(shown, "id")).containsExactly("a", "b", "c", "main");
    assertThat(texts(repository.get("/branches?show_hidden=true").expect(200), "id"))
        .containsExactly("a", "ab", "b", "c", "main");
    var page = repository.get("/branches?amount=2&after=a").expect(200, "listBranches");
    assertThat(texts(page, "id")).containsExactly("b", "c");
    assertThat(page.json().path("pagination").path("next_offset").asText()).isEqualTo("c");
    assertThat(texts(repository.get("/branches?prefix=ma").expect(200), "id"))
        .containsExactly("main");
    repository.get("/branches/ab").expect(200, "getBranch");
    repository.get("/branches/none").expect(404, "getBranch");
  }

  @Test
  void deletesAllButTheDefaultBranch() {
    repository.branch("dev", "main");
    repository.delete("/branches/dev").expect(204, "deleteBranch");
    repository.delete("/branches/dev").expect(404, "deleteBranch");
    repository.delete("/branches/main").expect(403, "deleteBranch");
    repository.get("/branches/main").expect(200);
  }

  @Test
  void showsWhatIsUncommitted() {
    repository.upload("main", "a/1", "one").expect(201);
    repository.upload("main", "a/2", "one").expect(201);
    repository.commit("main", "b", "old");
    repository.upload("main", "b", "newer").expect(201);
    repository.upload("main", "c", "").expect(201);
    repository.delete("/branches/main/objects?path=a/1").expect(204);

    var diff = repository.get("/branches/main/diff").expect(200, "diffBranch");
    assertThat(texts(diff, "path")).containsExactly("a/1", "b", "c");
    assertThat(texts(diff, "type")).containsExactly("removed", "changed", "added");
    assertThat(texts(diff, "size_bytes")).containsExactly("0", "5", "0");
    var grouped = repository.get("/branches/main/diff?delimiter=/").expect(200, "diffBranch");
    assertThat(texts(grouped, "path")).containsExactly("a/", "b", "c");
    assertThat(grouped.json().path("results").path(0).path("type").asText())
        .isEqualTo("prefix_changed");
    var page = repository.get("/branches/main/diff?amount=1&after=a/1").expect(200, "diffBranch");
    assertThat(texts(page, "path")).containsExactly("b");
    assertThat(texts(repository.get("/branches/main/diff?prefix=a/").expect(200), "path"))
        .containsExactly("a/1");
    repository.get("/branches/none/diff").expect(404, "diffBranch");
  }

  @Test
  void resetsOnePathAPrefixOrAll() {
    for (String path : List.of("a/1", "a/2", "b", "c")) {
      repository.upload("main", path, path).expect(201);
    }
    reset(Map.of("type", "object", "path", "b")).expect(204, "resetBranch");
    assertThat(repository.list("main", "")).containsExactly("a/1", "a/2", "c");
    reset(Map.of("type", "common_prefix", "path", "a/")).expect(204, "resetBranch");
    assertThat(repository.list("main", "")).containsExactly("c");
    reset(Map.of("type", "object", "path", "nothing")).expect(204, "resetBranch");
    reset(Map.of("type", "reset")).expect(204, "resetBranch");
    assertThat(repository.list("main", "")).isEmpty();
    reset(Map.of("type", "other")).expect(400, "resetBranch");
    reset(Map.of("type", "object")).expect(400, "resetBranch");
    reset(Map.of()).expect(400, "resetBranch");
    repository.put("/branches/none", Map.of("type", "reset")).expect(404, "resetBranch");
  }

  private ApiClient.Answer reset(Map<String, String> body) {
    return repository.put("/branches/main", body);
  }
}
