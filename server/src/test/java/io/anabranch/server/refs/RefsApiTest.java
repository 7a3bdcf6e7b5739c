package io.anabranch.server.refs;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log, diff and merge. */
@ExtendWith(SharedServer.class)
class RefsApiTest {

  private final TestRepository repository;

  RefsApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void logsTheHistoryByPages() {
    String first = commitAt(1_000_000_000, "a/1");
    String second = commitAt(1_000_000_100, "b");
    String third = commitAt(1_000_000_200, "a/2");
    // The repository's first commit was made today, and yet is the oldest by its place.
    assertThat(log("?amount=3")).containsExactly(third, second, first);
    var page = repository.get("/refs/main/commits?amount=1&after=" + third);
    assertThat(texts(page.expect(200, "logCommits"), "id")).containsExactly(second);
    assertThat(page.json().path("pagination").path("next_offset").asText()).isEqualTo(second);
    assertThat(page.json().path("pagination").path("has_more").asBoolean()).isTrue();
    var limited = repository.get("/refs/main/commits?amount=1&limit=true").expect(200);
    assertThat(limited.json().path("pagination").path("has_more").asBoolean(true)).isFalse();
    assertThat(log("?since=2001-09-09T01:48:00Z&amount=2")).containsExactly(third, second);
    assertThat(log("?stop_at=" + second)).containsExactly(third, second);
    assertThat(log("?objects=b")).containsExactly(second);
    assertThat(log("?prefixes=a/")).containsExactly(third, first);
    assertThat(log("?prefixes=a/&objects=b")).containsExactly(third, second, first);
    assertThat(log("?objects=a/1&objects=b")).containsExactly(second, first);
    assertThat(log("?since=&stop_at=&amount=1")).containsExactly(third);
  }

  @ParameterizedTest
  @CsvSource({
    "none,'',404",
    "main$,'',400",
    "main,?since=yesterday,400",
    "main,?amount=1001,400",
    "main,?limit=maybe,400",
    "main,?stop_at=none,404"
  })
  void refusesBadLogRequests(String ref, String query, int status) {
    repository.get("/refs/" + encode(ref) + "/commits" + query).expect(status, "logCommits");
  }

  @Test
  void readsBranchesAsTheyWere() {
    String first = repository.commit("main", "a", "old");
    String then = lastMove("main");
    String second = repository.commit("main", "a", "new");
    String past = "main@{%s}".formatted(then.replace("Z", "+00:00"));
    String now = "main@{0 seconds ago}";
    assertThat(repository.read(past, "a").expect(200).text()).isEqualTo("old");
    assertThat(repository.stat(past, "a").expect(200).json().path("size_bytes").asInt())
        .isEqualTo(3);
    assertThat(repository.list(past + "~1", "")).isEmpty();
    assertThat(texts(diff(past, now, "?type=two_dot"), "path")).containsExactly("a");
    assertThat(texts(repository.get("/refs/" + encode(past) + "/commits?amount=1"), "id"))
        .containsExactly(first);
    assertThat(repository.get("/commits/" + encode(now)).expect(200, "getCommit").text())
        .contains("\"id\":\"" + second + "\"");
    repository.branch("dev", "main~2");
    merge(encode(past), "dev", Map.of()).expect(200, "mergeIntoBranch");
    assertThat(repository.read("dev", "a").expect(200).text()).isEqualTo("old");
    assertThat(repository.read("main@{yesterday}", "a").expect(404).message())
        .contains("'main'", "what is known", then.substring(0, 10));
    repository.read("main@{then}", "a").expect(400);
  }

  private String lastMove(String branch) {
    var moves =
        repository
            .client()
            .get("//api/anabranch/v1" + repository.path("/branches/" + branch + "/reflog"));
    return texts(moves.expect(200, "listBranchMoves"), "time").getFirst();
  }

  @Test
  void followsTheMainLineOnDemand() {
    repository.branch("dev", "main");
    String change = repository.commit("dev", "a", "one");
    String merge =
        merge("dev", "main", Map.of())
            .expect(200, "mergeIntoBranch")
            .json()
            .path("reference")
            .asText();
    assertThat(log("")).contains(change, merge);
    assertThat(log("?first_parent=true")).contains(merge).doesNotContain(change);
  }

  @Test
  void comparesTreesAndHistories() {
    repository.commit("main", "both", "base");
    repository.branch("dev", "main");
    repository.commit("main", "only-main", "m");
    repository.commit("main", "both", "main's");
    repository.commit("dev", "a/1", "d");
    repository.commit("dev", "a/2", "d");
    repository.commit("dev", "both", "dev's!");
    repository.upload("dev", "staged", "s").expect(201);

    var history = diff("main", "dev", "");
    assertThat(texts(history, "path")).containsExactly("a/1", "a/2", "both");
    assertThat(texts(history, "type")).containsExactly("added", "added", "conflict");
    var trees = diff("main", "dev", "?type=two_dot&include_right_stats=true");
    assertThat(texts(trees, "path")).containsExactly("a/1", "a/2", "both", "only-main");
    assertThat(texts(trees, "type")).containsExactly("added", "added", "changed", "removed");
    assertThat(texts(trees, "size_bytes")).containsExactly("1", "1", "6", "0");
    JsonNode right = trees.json().path("results").path(2).path("right");
    assertThat(right.path("checksum").asText()).hasSize(32);
    assertThat(right.path("content_type").asText()).isEqualTo("application/octet-stream");
    assertThat(trees.json().path("results").path(3).has("right")).isFalse();
    assertThat(texts(diff("main", "dev", "?delimiter=/"), "path")).containsExactly("a/", "both");
    assertThat(texts(diff("main", "dev", "?prefix=a/&after=a/1"), "path")).containsExactly("a/2");
    assertThat(texts(diff("dev@", "dev$", "?type=two_dot"), "path")).containsExactly("staged");
    repository.get("/refs/main/diff/dev?type=four_dot").expect(400, "diffRefs");
    repository.get("/refs/main/diff/none").expect(404, "diffRefs");
  }

  @Test
  void mergesWithAMessageOfItsOwnOrTheClients() {
    repository.branch("dev", "main");
    repository.commit("dev", "a", "one");
    String before = repository.head("main");
    String from = repository.head("dev");
    JsonNode plain = merged("dev", "main", null);
    assertThat(plain.path("message").asText()).isEqualTo("Merge 'dev' into 'main'");
    assertThat(plain.path("parents")).hasToString("[\"" + before + "\",\"" + from + "\"]");
    assertThat(plain.path("metadata").path(".lakefs.merge.strategy").asText()).isEqualTo("default");

    before = repository.head("main");
    repository.commit("dev", "b", "two");
    JsonNode squashed =
        merged(
            "dev",
            "main",
            Map.of("message", "squashed", "metadata", Map.of("k", "v"), "squash_merge", true));
    assertThat(squashed.path("message").asText()).isEqualTo("squashed");
    assertThat(squashed.path("metadata").path("k").asText()).isEqualTo("v");
    assertThat(squashed.path("parents")).hasToString("[\"" + before + "\"]");
    assertThat(repository.list("main", "")).containsExactly("a", "b");
  }

  @Test
  void leavesConflictsToTheClientOrAStrategy() {
    repository.commit("main", "a", "base");
    repository.branch("dev", "main");
    repository.commit("main", "a", "main's");
    repository.commit("dev", "a", "dev's");
    String head = repository.head("main");
    var conflict = merge("dev", "main", Map.of()).expect(409, "mergeIntoBranch");
    assertThat(conflict.text()).isEqualTo("{\"reference\":\"\"}");
    assertThat(repository.head("main")).isEqualTo(head);
    merge("dev", "main", Map.of("strategy", "mine")).expect(400, "mergeIntoBranch");

    repository.branch("kept", "main");
    JsonNode kept = merged("dev", "kept", Map.of("strategy", "dest-wins"));
    assertThat(kept.path("metadata").path(".lakefs.merge.strategy").asText())
        .isEqualTo("dest-wins");
    assertThat(repository.read("kept", "a").text()).isEqualTo("main's");
    merged("dev", "main", Map.of("strategy", "source-wins"));
    assertThat(repository.read("main", "a").text()).isEqualTo("dev's");
  }

  @Test
  void refusesToMergeWhatCannotBe() {
    repository.branch("dev", "main");
    merge("dev", "main", Map.of()).expect(400, "mergeIntoBranch");
    merge("dev", "main", Map.of("allow_empty", true)).expect(200, "mergeIntoBranch");
    merge("none", "main", Map.of()).expect(404, "mergeIntoBranch");
    merge("dev", "none", Map.of()).expect(404, "mergeIntoBranch");
    repository.commit("dev", "a", "one");
    repository.upload("main", "dirt", "d").expect(201);
    merge("dev", "main", Map.of()).expect(400, "mergeIntoBranch");
    repository.put("/branches/main", Map.of("type", "reset")).expect(204);
    repository.upload("dev", "dirt", "d").expect(201);
    merge("dev", "main", Map.of()).expect(200, "mergeIntoBranch");
    assertThat(repository.list("main", "")).containsExactly("a");
  }

  @Test
  void findsTheMergeBaseAndSwapsTheOtherTwo() {
    String base = repository.commit("main", "base", "b");
    repository.branch("dev", "main");
    String onMain = repository.commit("main", "m", "m");
    String onDev = repository.commit("dev", "d", "d");
    JsonNode found = repository.get("/refs/dev/merge/main").expect(200, "findMergeBase").json();
    assertThat(found.path("base_commit_id").asText()).isEqualTo(base);
    assertThat(found.path("source_commit_id").asText()).isEqualTo(onMain);
    assertThat(found.path("destination_commit_id").asText()).isEqualTo(onDev);
    repository.get("/refs/none/merge/main").expect(404, "findMergeBase");
  }

  @Test
  void walksToTheParentsOfMerges() {
    repository.branch("dev", "main");
    String left = repository.commit("main", "m", "m");
    String right = repository.commit("dev", "d", "d");
    merged("dev", "main", Map.of());
    assertThat(id("main^1")).isEqualTo(left);
    assertThat(id("main^2")).isEqualTo(right);
    assertThat(id("main~1")).isEqualTo(left);
    assertThat(repository.list("main^2", "")).containsExactly("d");
    assertThat(repository.list("main^2~1", "")).isEmpty();
  }

  private String id(String ref) {
    return repository.get("/commits/" + encode(ref)).expect(200).json().path("id").asText();
  }

  private String commitAt(long date, String path) {
    repository.upload("main", path, path).expect(201);
    return repository
        .post("/branches/main/commits", Map.of("message", path, "date", date))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private List<String> log(String query) {
    return texts(repository.get("/refs/main/commits" + query).expect(200, "logCommits"), "id");
  }

  private Answer diff(String left, String right, String query) {
    return repository
        .get("/refs/" + encode(left) + "/diff/" + encode(right) + query)
        .expect(200, "diffRefs");
  }

  private Answer merge(String source, String destination, Map<String, ?> body) {
    return repository.post("/refs/" + source + "/merge/" + destination, body);
  }

  /** The commit of a merge; without a body when that is null. */
  private JsonNode merged(String source, String destination, @Nullable Map<String, ?> body) {
    String path = "/refs/" + source + "/merge/" + destination;
    var answer =
        body == null
            ? repository.client().send("POST", repository.path(path), BodyPublishers.noBody())
            : repository.post(path, body);
    String id = answer.expect(200, "mergeIntoBranch").json().path("reference").asText();
    return repository.get("/commits/" + id).expect(200, "getCommit").json();
  }
}
