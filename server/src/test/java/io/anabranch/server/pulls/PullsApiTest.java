package io.anabranch.server.pulls;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class PullsApiTest {

  private final TestRepository repository;

  PullsApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
    repository.commit("main", "a", "one");
    repository.branch("side", "main");
  }

  @Test
  void onesLifeFromOpeningToMerging() {
    repository.commit("side", "b", "two");
    String id = open("side", "main");
    var open = repository.get("/pulls/" + id).expect(200, "getPullRequest").json();
    assertThat(open.path("status").asText()).isEqualTo("open");
    assertThat(open.path("author").asText()).isEqualTo("admin");
    assertThat(open.path("description").asText()).isEqualTo("why");
    assertThat(open.has("closed_date")).isFalse();

    patch(id, "{\"title\":\"other\"}").expect(200, "updatePullRequest");
    patch(id, "{}").expect(200, "updatePullRequest");
    String reference = merge(id).expect(200).json().path("reference").asText();
    assertThat(repository.head("main")).isEqualTo(reference);
    assertThat(repository.get("/commits/" + reference).json().path("message").asText())
        .isEqualTo("Merge 'side' into 'main'");
    var merged = repository.get("/pulls/" + id).expect(200, "getPullRequest").json();
    assertThat(merged.path("status").asText()).isEqualTo("merged");
    assertThat(merged.path("title").asText()).isEqualTo("other");
    assertThat(merged.path("merged_commit_id").asText()).isEqualTo(reference);
    assertThat(merged.has("closed_date")).isTrue();

    merge(id).expect(400);
    patch(id, "{\"status\":\"open\"}").expect(400, "updatePullRequest");
    patch(id, "{\"description\":\"done\"}").expect(200, "updatePullRequest");
  }

  @Test
  void mergingAtOnceMakesOneMerge() {
    repository.commit("side", "b", "two");
    String id = open("side", "main");
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(CompletableFuture.supplyAsync(() -> merge(id), threads));
      }
      calls.forEach(call -> statuses.add(call.join().status()));
    }
    assertThat(statuses).contains(200).isSubsetOf(200, 400);
    var log = repository.get("/refs/main/commits?first_parent=true").expect(200);
    assertThat(TestRepository.texts(log, "message")).containsOnlyOnce("Merge 'side' into 'main'");
    assertThat(repository.get("/pulls/" + id).json().path("merged_commit_id").asText())
        .isEqualTo(repository.head("main"));
  }

  @Test
  void whatWasMergedBeforeTheRowSaidSoIsRecorded() {
    repository.commit("side", "b", "two");
    String id = open("side", "main");
    String made =
        repository
            .post("/refs/side/merge/main", Map.of())
            .expect(200)
            .json()
            .path("reference")
            .asText();
    assertThat(merge(id).expect(200).json().path("reference").asText()).isEqualTo(made);
    merge(open("side", "main")).expect(400);
  }

  @Test
  void conflictsLeaveItOpen() {
    repository.commit("side", "a", "two");
    repository.commit("main", "a", "three");
    String head = repository.head("main");
    String id = open("side", "main");
    assertThat(merge(id).expect(409).json().path("reference").asText()).isEmpty();
    assertThat(repository.head("main")).isEqualTo(head);
    assertThat(repository.get("/pulls/" + id).json().path("status").asText()).isEqualTo("open");
    repository.delete("/branches/side").expect(204);
    merge(id).expect(404);
  }

  @Test
  void theyAreListedNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(open("side", "main"));
    }
    patch(ids.get(1), "{\"status\":\"closed\"}").expect(200, "updatePullRequest");
    patch(ids.get(3), "{\"status\":\"merged\"}").expect(200, "updatePullRequest");
    assertThat(pages("?amount=2")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(pages("?amount=2&status=open"))
        .containsExactlyInAnyOrder(ids.get(0), ids.get(2), ids.get(4));
    assertThat(pages("?amount=1&status=closed")).containsExactlyInAnyOrder(ids.get(1), ids.get(3));
    patch(ids.get(1), "{\"status\":\"open\"}").expect(200, "updatePullRequest");
    assertThat(pages("?status=closed")).containsExactly(ids.get(3));
    repository.get("/pulls?status=merged").expect(400, "listPullRequests");
    repository.get("/pulls?amount=1001").expect(400, "listPullRequests");
  }

  @Test
  void whatCannotBeIsRefused() {
    create(Map.of("title", "t", "source_branch", "side", "destination_branch", "side"), 400);
    create(Map.of("title", "t", "source_branch", "none", "destination_branch", "main"), 404);
    create(Map.of("source_branch", "side", "destination_branch", "main"), 400);
    create(
        Map.of("title", "x".repeat(1001), "source_branch", "side", "destination_branch", "main"),
        400);
    create(Map.of("title", "a\0b", "source_branch", "side", "destination_branch", "main"), 400);
    repository.get("/pulls/no-id").expect(400, "getPullRequest");
    repository.get("/pulls/" + "0".repeat(20)).expect(404, "getPullRequest");
    patch("0".repeat(20), "{\"title\":\"t\"}").expect(404, "updatePullRequest");
    patch(open("side", "main"), "{\"status\":\"lost\"}").expect(400, "updatePullRequest");
    merge("0".repeat(20)).expect(404);
  }

  private String open(String source, String destination) {
    return create(
            Map.of(
                "title",
                "one",
                "description",
                "why",
                "source_branch",
                source,
                "destination_branch",
                destination),
            201)
        .json()
        .path("id")
        .asText();
  }

  private Answer create(Map<String, ?> body, int status) {
    return repository.post("/pulls", body).expect(status, "createPullRequest");
  }

  private Answer patch(String id, String body) {
    return repository.client().sendJson("PATCH", repository.path("/pulls/" + id), body);
  }

  /** Holds the answer to the document, whatever it is. */
  private Answer merge(String id) {
    var answer =
        repository
            .client()
            .send("PUT", repository.path("/pulls/" + id + "/merge"), BodyPublishers.noBody());
    return answer.expect(answer.status(), "mergePullRequest");
  }

  private List<String> pages(String query) {
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      var page =
          repository
              .get("/pulls" + query + "&after=" + ApiClient.encode(after))
              .expect(200, "listPullRequests");
      ids.addAll(TestRepository.texts(page, "id"));
      after = Objects.requireNonNull(page.json().at("/pagination/next_offset").asText());
    } while (!after.isEmpty());
    assertThat(ids.stream().map(id -> id.substring(0, 7)).toList()).isSorted();
    return ids;
  }
}
