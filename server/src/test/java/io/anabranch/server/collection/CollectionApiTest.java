package io.anabranch.server.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.versioning.retention.RetentionRules;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class CollectionApiTest {

  private static final String RULES = "/settings/gc_rules";
  private static final String COMMITS = "/gc/prepare_commits";

  private final TestServer server;
  private final TestRepository repository;

  CollectionApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void rulesAreReadAsTheyWereSet() throws IOException {
    repository.get(RULES).expect(404, "getGCRules");
    setRules(Map.of("default_retention_days", 21, "branches", List.of(rule("main", 7))), 204);
    var rules = repository.get(RULES).expect(200, "getGCRules").json();
    assertThat(rules.path("default_retention_days").asInt()).isEqualTo(21);
    assertThat(rules.at("/branches/0/branch_id").asText()).isEqualTo("main");
    assertThat(rules.at("/branches/0/retention_days").asInt()).isEqualTo(7);
    assertThat(repository.get("/gc/rules").expect(200, "internalGetGarbageCollectionRules").json())
        .isEqualTo(rules);
    repository.get("/gc/rules/set_allowed").expect(204, "setGarbageCollectionRulesPreflight");
    assertThat(RetentionRules.decode(Files.readAllBytes(file("rules/config.json"))))
        .isEqualTo(new RetentionRules(21, new TreeMap<>(Map.of("main", 7))));

    repository.delete(RULES).expect(204, "deleteGCRules");
    repository.get(RULES).expect(404, "getGCRules");
    repository
        .post("/gc/rules", Map.of("default_retention_days", 0, "branches", List.of()))
        .expect(204, "internalSetGarbageCollectionRules");
    assertThat(repository.get(RULES).expect(200, "getGCRules").text())
        .isEqualTo("{\"default_retention_days\":0,\"branches\":[]}");
    repository.delete("/gc/rules").expect(204, "internalDeleteGarbageCollectionRules");
  }

  @Test
  void rulesThatMakeNoSenseAreRefused() {
    setRules(Map.of("default_retention_days", 1), 400);
    setRules(Map.of("branches", List.of()), 400);
    setRules(Map.of("default_retention_days", 1, "branches", List.of(rule("../x", 1))), 400);
    setRules(
        Map.of("default_retention_days", 1, "branches", List.of(rule("a", 1), rule("a", 2))), 400);
    setRules(Map.of("default_retention_days", 1L << 40, "branches", List.of()), 400);
    repository.get(RULES).expect(404, "getGCRules");
  }

  @Test
  void activeCommitsAreListedForTheCollector() throws IOException {
    repository
        .client()
        .send("POST", repository.path(COMMITS), BodyPublishers.noBody())
        .expect(404, "prepareGarbageCollectionCommits");
    String first = repository.head("main");
    String second = repository.commit("main", "a", "one");
    String head = repository.commit("main", "a", "two");
    setRules(Map.of("default_retention_days", 7, "branches", List.of()), 204);
    assertThat(prepare()).containsExactlyInAnyOrder(row(first), row(second), row(head));
    setRules(Map.of("default_retention_days", 7, "branches", List.of(rule("main", -1))), 204);
    assertThat(prepare()).containsExactly(row(head));

    String task =
        repository
            .post(COMMITS + "/async", Map.of())
            .expect(202, "prepareGarbageCollectionCommitsAsync")
            .json()
            .path("id")
            .asText();
    assertThat(task).startsWith("GCPC");
    Eventually.succeeds(
        () -> {
          var status =
              repository
                  .get(COMMITS + "/status?id=" + task)
                  .expect(200, "prepareGarbageCollectionCommitsStatus")
                  .json();
          assertThat(status.path("completed").asBoolean()).isTrue();
          assertThat(status.has("error")).isFalse();
          assertThat(status.at("/result/gc_commits_location").asText()).endsWith("commits.csv");
        });
  }

  /** The rows of the list, which the link shows too. */
  private List<String> prepare() throws IOException {
    JsonNode prepared =
        repository.post(COMMITS, Map.of()).expect(201, "prepareGarbageCollectionCommits").json();
    String run = prepared.path("run_id").asText();
    String name = "commits/run_id=" + run + "/commits.csv";
    assertThat(prepared.path("gc_commits_location").asText()).isEqualTo("local://" + file(name));
    assertThat(prepared.path("gc_addresses_location").asText())
        .endsWith("_lakefs/retention/gc/addresses/");
    String text = Files.readString(file(name));
    assertThat(Link.of(prepared.path("gc_commits_presigned_url").asText()).get().text())
        .isEqualTo(text);
    assertThat(text).startsWith("commit_id,expired,metarange_id\n").endsWith("\n");
    return text.lines().skip(1).toList();
  }

  private String row(String commit) {
    String tree =
        repository.get("/commits/" + commit).expect(200).json().path("meta_range_id").asText();
    return commit + ",false," + tree;
  }

  @Test
  void uncommittedAddressesAreListedForTheCollector() throws IOException {
    assertThat(uncommitted().path("gc_uncommitted_location").asText()).isEmpty();
    repository.commit("main", "committed", "one");
    repository.upload("main", "staged", "two").expect(201);
    var prepared = uncommitted();
    assertThat(prepared.has("continuation_token")).isFalse();
    String folder = "uncommitted/" + prepared.path("run_id").asText() + "/uncommitted";
    assertThat(prepared.path("gc_uncommitted_location").asText())
        .isEqualTo("local://" + file(folder) + "/");
    var stat = repository.stat("main", "staged").json();
    try (var parts = Files.list(file(folder))) {
      byte[] part = Files.readAllBytes(parts.findFirst().orElseThrow());
      assertThat(Addresses.of(part))
          .singleElement()
          .satisfies(
              address -> {
                assertThat(address).startsWith("data/");
                assertThat(stat.path("physical_address").asText()).endsWith("/" + address);
              });
      assertThat(Addresses.dates(part)).containsExactly(stat.path("mtime").asLong());
    }
    repository
        .post("/gc/prepare_uncommited", Map.of("continuation_token", "none"))
        .expect(400, "prepareGarbageCollectionUncommitted");
  }

  private JsonNode uncommitted() {
    return repository
        .post("/gc/prepare_uncommited", Map.of())
        .expect(201, "prepareGarbageCollectionUncommitted")
        .json();
  }

  private Answer setRules(Map<String, ?> rules, int status) {
    return repository.put(RULES, rules).expect(status, "setGCRules");
  }

  private static Map<String, Object> rule(String branch, int days) {
    return Map.of("branch_id", branch, "retention_days", days);
  }

  private Path file(String name) {
    return server.directory().resolve("hot/" + repository.name() + "/_lakefs/retention/gc/" + name);
  }
}
