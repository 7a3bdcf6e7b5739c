package io.anabranch.server.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class BranchProtectionApiTest {

  private static final String RULES = "/settings/branch_protection";

  private final TestServer server;
  private final TestRepository repository;

  BranchProtectionApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void rulesAreReadAsTheyWereSet() {
    Answer none = repository.get(RULES).expect(200, "getBranchProtectionRules");
    assertThat(none.text()).isEqualTo("[]");
    assertThat(none.header("ETag")).isEmpty();
    set("[{\"pattern\":\"main\"},{\"pattern\":\"[a\"},{\"pattern\":\"main\"}]")
        .expect(204, "setBranchProtectionRules");
    Answer some = repository.get(RULES).expect(200, "getBranchProtectionRules");
    assertThat(some.text()).isEqualTo("[{\"pattern\":\"main\"},{\"pattern\":\"[a\"}]");
    assertThat(some.header("ETag")).matches("[0-9a-f]{64}");
    set("[{\"pattern\":\"\"}]").expect(400, "setBranchProtectionRules");
    set("[{}]").expect(400, "setBranchProtectionRules");
    set("[{\"pattern\":\"a\\u0000b\"}]").expect(400, "setBranchProtectionRules");
    set("{}").expect(400, "setBranchProtectionRules");
    assertThat(repository.get(RULES).text()).isEqualTo(some.text());
  }

  @Test
  void ifMatchHoldsTheRulesToWhatTheClientRead() {
    set("[{\"pattern\":\"a\"}]", "If-Match", "").expect(204, "setBranchProtectionRules");
    set("[{\"pattern\":\"b\"}]", "If-Match", "").expect(412, "setBranchProtectionRules");
    String etag = repository.get(RULES).header("ETag");
    set("[{\"pattern\":\"b\"}]", "If-Match", etag).expect(204, "setBranchProtectionRules");
    set("[{\"pattern\":\"c\"}]", "If-Match", etag).expect(412, "setBranchProtectionRules");
    assertThat(repository.get(RULES).text()).isEqualTo("[{\"pattern\":\"b\"}]");
    set("[{\"pattern\":\"c\"}]").expect(204, "setBranchProtectionRules");
  }

  @Test
  void aProtectedBranchChangesByMergesOnly() {
    repository.commit("main", "a", "one");
    repository.branch("side", "main");
    repository.commit("side", "b", "one");
    repository.upload("main", "staged", "one").expect(201);
    set("[{\"pattern\":\"ma*\"}]").expect(204);

    String write = "cannot write to protected branch";
    assertForbidden(repository.upload("main", "b", "two"), write);
    assertForbidden(repository.upload("main", "b", new byte[2 << 20]), write);
    assertForbidden(repository.upload("main", "b", "two", "If-None-Match", "*"), write);
    assertForbidden(repository.get("/branches/main/objects/stage_allowed?path=b"), write);
    assertForbidden(repository.delete("/branches/main/objects?path=a"), write);
    assertForbidden(post("/objects/delete", Map.of("paths", List.of("a"))), write);
    assertForbidden(post("/objects/copy?dest_path=c", Map.of("src_path", "a")), write);
    assertForbidden(
        put(
            "/objects?path=c",
            Map.of(
                "physical_address",
                "local://" + repository.name() + "/elsewhere",
                "checksum",
                "0",
                "size_bytes",
                1)),
        write);
    assertForbidden(repository.get("/branches/main/staging/backing?path=c"), write);
    assertForbidden(
        put("/objects/stat/user_metadata?path=a", Map.of("set", Map.of("k", "v"))), write);
    for (String type : List.of("reset", "object", "common_prefix")) {
      assertForbidden(put("", Map.of("type", type, "path", "staged")), write);
    }
    assertForbidden(post("/commits", Map.of("message", "")), "cannot commit to protected branch");
    assertForbidden(put("/hard_reset?ref=main~1", Map.of()), "protected branch");
    assertThat(server.files("hot", repository.name() + "/data"))
        .as("no bytes were kept of what was refused")
        .hasSize(3);

    set("[]").expect(204);
    put("", Map.of("type", "reset")).expect(204);
    set("[{\"pattern\":\"ma*\"}]").expect(204);
    repository.post("/refs/side/merge/main", Map.of()).expect(200);
    post("/revert", Map.of("ref", "side", "parent_number", 1)).expect(204);
    post("/cherry-pick", Map.of("ref", "side")).expect(201);
    assertThat(repository.list("main", "")).containsExactly("a", "b");
    repository.commit("side", "c", "one");
  }

  @Test
  void olderClientsAddAndRemoveOneRuleAtATime() {
    String rules = "/branch_protection";
    repository.get(rules + "/set_allowed").expect(204, "createBranchProtectionRulePreflight");
    repository
        .post(rules, Map.of("pattern", "main"))
        .expect(204, "internalCreateBranchProtectionRule");
    repository
        .post(rules, Map.of("pattern", "main"))
        .expect(409, "internalCreateBranchProtectionRule");
    assertThat(repository.get(rules).expect(200, "internalGetBranchProtectionRules").text())
        .isEqualTo("[{\"pattern\":\"main\"}]");
    assertForbidden(repository.upload("main", "a", "one"), "protected");
    String main = "{\"pattern\":\"main\"}";
    delete(rules, main).expect(204, "internalDeleteBranchProtectionRule");
    delete(rules, main).expect(404, "internalDeleteBranchProtectionRule");
    repository.upload("main", "a", "one").expect(201);
  }

  private Answer delete(String path, String json) {
    return server.client().sendJson("DELETE", repository.path(path), json);
  }

  private Answer set(String json, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return server.client().send("PUT", repository.path(RULES), BodyPublishers.ofString(json), all);
  }

  private Answer post(String rest, Map<String, ?> body) {
    return repository.post("/branches/main" + rest, body);
  }

  private Answer put(String rest, Map<String, ?> body) {
    return repository.put("/branches/main" + rest, body);
  }

  private static void assertForbidden(Answer answer, String message) {
    assertThat(answer.expect(403).text()).contains(message);
  }
}
