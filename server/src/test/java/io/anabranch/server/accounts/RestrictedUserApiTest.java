package io.anabranch.server.accounts;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user of few rights can do over HTTP, and that nothing happens when it is refused. */
@ExtendWith(SharedServer.class)
class RestrictedUserApiTest {

  private static final String REPOSITORY = "arn:lakefs:fs:::repository/";
  private static final String STORES = "//api/anabranch/v1/stores";

  private final TestServer server;
  private final ApiClient admin;
  private TestRepository all;
  private TestRepository own;
  private String user;
  private JsonNode key;

  RestrictedUserApiTest(TestServer server) {
    this.server = server;
    this.admin = server.client();
  }

  @BeforeEach
  void create() {
    all = TestRepository.create(admin);
    all.commit("main", "open/a", "open");
    all.commit("main", "secret/a", "secret");
    user = TestRepository.freshName("user");
    admin.post("/auth/users", Map.of("id", user)).expect(201);
    key = admin.post("/auth/users/" + user + "/credentials", Map.of()).expect(201).json();
    own = new TestRepository(client(server.uri()), all.name());
  }

  private ApiClient client(URI uri) {
    return ApiClient.withKey(
        uri, key.path("access_key_id").asText(), key.path("secret_access_key").asText());
  }

  private static Map<String, Object> statement(String effect, String resource, String... actions) {
    return Map.of("effect", effect, "resource", resource, "action", List.of(actions));
  }

  /** A policy of these statements, attached to the user; its id. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is handed on as it is
  private String give(Map<String, Object>... statements) {
    String id = TestRepository.freshName("policy");
    admin
        .post("/auth/policies", Map.of("id", id, "statement", List.of(statements)))
        .expect(201, "createPolicy");
    admin.put("/auth/users/" + user + "/policies/" + id, Map.of()).expect(201);
    return id;
  }

  private void givePrefix() {
    String repository = REPOSITORY + all.name();
    give(
        statement("allow", repository, "fs:ReadRepository", "fs:ListObjects"),
        statement("allow", "*", "fs:ListRepositories"),
        statement("allow", repository + "/branch/main", "fs:CreateCommit", "fs:ReadBranch"),
        statement("allow", repository + "/object/open/*", "fs:*Object"));
  }

  private static void forbidden(Answer answer, String action) {
    assertThat(answer.expect(403).message())
        .startsWith("insufficient permissions")
        .contains(action);
  }

  private void unchanged() {
    assertThat(all.get("/branches/main/diff").expect(200).json().path("results")).isEmpty();
  }

  @Test
  void withoutPoliciesNothingIsAllowedButToLookAtOneself() {
    own.client().get("/user").expect(200, "getCurrentUser");
    own.client().get("/auth/users/" + user).expect(200, "getUser");
    own.client().get("/config/garbage-collection").expect(200);
    forbidden(own.client().get("/config"), "fs:ReadConfig");
    forbidden(own.client().get("/repositories"), "fs:ListRepositories");
    forbidden(own.client().get("/auth/users"), "auth:ListUsers");
    forbidden(own.client().get("/repositories/no-such-repository"), "fs:ReadRepository");
    forbidden(own.read("main", "open/a"), "fs:ReadObject");
    forbidden(own.client().get(STORES), "stores:ListStores");
    forbidden(own.client().get(STORES + "/hot/health"), "stores:ReadStoreHealth");
    forbidden(own.client().post(STORES + "/reload", Map.of()), "stores:ReloadStores");
  }

  @Test
  void aPrefixIsOpenAndTheRestIsNot() {
    givePrefix();
    int files = server.files("hot", all.name()).size();
    own.read("main", "open/a").expect(200);
    own.stat("main", "open/a").expect(200);
    assertThat(own.client().head(own.path("/refs/main/objects?path=open/a")).status())
        .isEqualTo(200);
    own.get("").expect(200);
    forbidden(own.read("main", "secret/a"), "/object/secret/a");
    forbidden(own.stat("main", "secret/a"), "fs:ReadObject");
    assertThat(own.client().head(own.path("/refs/main/objects?path=secret/a")).status())
        .isEqualTo(403);
    forbidden(own.read("main", "open"), "fs:ReadObject");
    forbidden(own.upload("main", "secret/b", "bytes"), "fs:WriteObject");
    forbidden(own.get("/branches/main/staging/backing?path=secret/b&presign=true"), "WriteObject");
    forbidden(own.get("/refs/main/objects?presign=true&path=" + encode("secret/a")), "ReadObject");
    forbidden(own.post("/branches", Map.of("name", "b", "source", "main")), "/branch/b");
    forbidden(own.post("/tags", Map.of("id", "t", "ref", "main")), "/tag/t");
    forbidden(own.delete("/branches/main/objects?path=secret/a"), "fs:DeleteObject");
    forbidden(own.delete(""), "fs:DeleteRepository");
    forbidden(own.delete("/branches/main"), "fs:DeleteBranch");
    forbidden(own.put("/branches/main", Map.of("type", "reset")), "fs:RevertBranch");
    unchanged();
    assertThat(server.files("hot", all.name())).hasSize(files);

    own.upload("main", "open/b", "bytes").expect(201);
    own.commit("main", "may commit");
  }

  /** Two values of one parameter could be judged by one, and carried out by the other. */
  @Test
  void noSecondSpellingGoesAround() {
    givePrefix();
    own.get("/refs/main/objects?path=open/a&path=secret/a").expect(400);
    own.get("/refs/main/objects?path=secret/a&path=open/a").expect(400);
    forbidden(own.get("/refs/main/objects"), "fs:ReadObject");
    forbidden(own.get("/refs/main/objects?path=%73ecret/a"), "/object/secret/a");
    own.get("/refs/main/objects?path=open/../secret/a").expect(404);
  }

  @Test
  void whatTheBodyNamesIsAskedForToo() {
    givePrefix();
    forbidden(
        own.post("/branches/main/objects/copy?dest_path=open/c", Map.of("src_path", "secret/a")),
        "/object/secret/a");
    forbidden(
        own.post("/branches/main/objects/copy?dest_path=secret/c", Map.of("src_path", "open/a")),
        "/object/secret/c");
    String address = all.stat("main", "secret/a").json().path("physical_address").asText();
    forbidden(
        own.put(
            "/branches/main/objects?path=open/stolen",
            Map.of("physical_address", address, "checksum", "x", "size_bytes", 6)),
        "fs:ReadObject");
    forbidden(
        own.post(
            "/branches/main/import",
            Map.of(
                "paths",
                List.of(
                    Map.of("type", "common_prefix", "path", "local://x/", "destination", "open/")),
                "commit",
                Map.of("message", "m"))),
        "fs:ImportFromStorage");
    forbidden(
        own.client()
            .post(
                "//api/anabranch/v1/repositories/" + all.name() + "/clone",
                Map.of("target", "other")),
        "fs:List");
    unchanged();
    var deleted =
        own.post(
                "/branches/main/objects/delete",
                Map.of("paths", List.of("open/a", "secret/a", "secret/none")))
            .expect(200, "deleteObjects");
    assertThat(deleted.json().path("errors")).hasSize(2);
    assertThat(deleted.json().path("errors").get(0).path("status_code").asInt()).isEqualTo(403);
    all.stat("main", "open/a").expect(404);
    all.stat("main", "secret/a").expect(200);
  }

  @Test
  void listsShowWhatMayBeSeen() {
    givePrefix();
    var listed = own.client().get("/repositories").expect(200, "listRepositories");
    assertThat(texts(listed, "id")).containsExactly(all.name());
    var objects = own.get("/refs/main/objects/ls?presign=true").expect(200, "listObjects").json();
    assertThat(objects.path("results")).hasSize(2);
    assertThat(objects.path("results").get(0).has("physical_address_expiry")).isTrue();
    assertThat(objects.path("results").get(1).has("physical_address_expiry")).isFalse();
  }

  @Test
  void repositoriesAreCreatedOnAllowedStoresOnly() {
    give(
        statement("allow", REPOSITORY + user + "-*", "fs:*"),
        statement("allow", "arn:lakefs:fs:::namespace/local://" + user + "-*", "fs:*"),
        statement("allow", "arn:lakefs:stores:::store/archive", "stores:*"));
    forbidden(own.client().createRepository(user + "-a", "hot"), "store/hot");
    forbidden(own.client().createRepository(user + "x", "archive"), "fs:CreateRepository");
    forbidden(
        own.client()
            .post(
                "/repositories",
                Map.of(
                    "name", user + "-a",
                    "storage_namespace", "local://elsewhere",
                    "storage_id", "archive")),
        "fs:AttachStorageNamespace");
    assertThat(server.files("hot", user + "-a")).isEmpty();
    own.client().createRepository(user + "-a", "archive").expect(201);
    own.client().get(STORES + "/archive/health").expect(200);
    forbidden(own.client().get(STORES + "/hot"), "stores:ReadStore");
    forbidden(
        own.client().post(STORES, Map.of("id", "mine", "type", "local")), "stores:AttachStore");
  }

  @Test
  void conditionsLookAtTheClient() {
    Map<String, Object> nearby =
        Map.of(
            "effect",
            "allow",
            "resource",
            "*",
            "action",
            List.of("fs:ReadConfig"),
            "condition",
            Map.of("IpAddress", Map.of("SourceIp", List.of("127.0.0.0/8", "::1"))));
    give(nearby);
    own.client().get("/config").expect(200);
    Map<String, Object> denied =
        Map.of(
            "effect",
            "deny",
            "resource",
            "*",
            "action",
            List.of("fs:*"),
            "condition",
            Map.of("StringLike", Map.of("Client", List.of("old-client/*"))));
    give(denied);
    own.client().get("/config").expect(200);
    forbidden(own.client().get("/config", "X-Lakefs-Client", "old-client/1"), "fs:ReadConfig");
  }

  @Test
  void whatIsTakenAwayEndsHereAtOnceAndElsewhereWithinASecond() {
    String read = give(statement("allow", "*", "fs:Read*"));
    String path = own.path("/refs/main/objects?path=open/a");
    try (AnabranchServer second = server.startAnother()) {
      ApiClient there = client(second.uri());
      own.client().get(path).expect(200);
      there.get(path).expect(200);
      admin.delete("/auth/users/" + user + "/policies/" + read).expect(204);
      Instant taken = Instant.now();
      forbidden(own.client().get(path), "fs:ReadObject");
      Eventually.succeeds(() -> assertThat(there.get(path).status()).isEqualTo(403));
      assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(1));

      admin.put("/auth/groups/Viewers/members/" + user, Map.of()).expect(201);
      own.client().get(path).expect(200);
      Eventually.succeeds(() -> assertThat(there.get(path).status()).isEqualTo(200));
      forbidden(there.delete(path.replace("/refs/", "/branches/")), "fs:DeleteObject");

      admin.delete("/auth/users/" + user).expect(204);
      own.client().get(path).expect(401);
      Eventually.succeeds(() -> assertThat(there.get(path).status()).isEqualTo(401));
    }
  }
}
