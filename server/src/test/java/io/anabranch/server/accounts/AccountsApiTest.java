package io.anabranch.server.accounts;

import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, groups, policies and keys over HTTP, as an administrator sees them. */
@ExtendWith(SharedServer.class)
class AccountsApiTest {

  private static final Map<String, Object> READ =
      Map.of("effect", "allow", "action", List.of("fs:Read*"), "resource", "*");

  private final TestServer server;
  private final ApiClient admin;

  AccountsApiTest(TestServer server) {
    this.server = server;
    this.admin = server.client();
  }

  private String user(String suffix) {
    String id = TestRepository.freshName(suffix);
    admin.post("/auth/users", Map.of("id", id)).expect(201, "createUser");
    return id;
  }

  private String group(String suffix) {
    String id = TestRepository.freshName(suffix);
    admin
        .post("/auth/groups", Map.of("id", id, "description", "of a test"))
        .expect(201, "createGroup");
    return id;
  }

  private String policy(String suffix) {
    String id = TestRepository.freshName(suffix);
    admin
        .post("/auth/policies", Map.of("id", id, "statement", List.of(READ)))
        .expect(201, "createPolicy");
    return id;
  }

  @Test
  void usersComeAndGo() {
    String id = user("ada@example.com");
    var found = admin.get("/auth/users/" + id).expect(200, "getUser").json();
    assertThat(found.path("id").asText()).isEqualTo(id);
    admin.post("/auth/users", Map.of("id", id)).expect(409, "createUser");
    assertThat(texts(admin.get("/auth/users?prefix=" + id).expect(200, "listUsers"), "id"))
        .containsExactly(id);
    admin.delete("/auth/users/" + id).expect(204, "deleteUser");
    admin.delete("/auth/users/" + id).expect(404, "deleteUser");
    admin.get("/auth/users/" + id).expect(404, "getUser");
    admin.get("/auth/users/" + id + "/groups").expect(404, "listUserGroups");
    admin.get("/auth/users/" + id + "/credentials").expect(404, "listUserCredentials");
    admin.post("/auth/users/" + id + "/credentials", Map.of()).expect(404, "createCredentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a/b", "a*", "a?", "${user}", " a", "a\u200b", "a\n", "..", "e\u0301"})
  void noNameDeceives(String id) {
    admin.post("/auth/users", Map.of("id", id)).expect(400, "createUser");
    admin.post("/auth/groups", Map.of("id", id)).expect(400, "createGroup");
    admin
        .post("/auth/policies", Map.of("id", id, "statement", List.of(READ)))
        .expect(400, "createPolicy");
  }

  @Test
  void keysAreShownOnce() {
    String id = user("keys");
    String path = "/auth/users/" + id + "/credentials";
    JsonNode made = admin.post(path, Map.of()).expect(201, "createCredentials").json();
    String key = made.path("access_key_id").asText();
    var own = ApiClient.withKey(server.uri(), key, made.path("secret_access_key").asText());
    own.get("/user").expect(200, "getCurrentUser");
    own.get("/auth/users/" + id).expect(200, "getUser");
    var shown = admin.get(path + "/" + key).expect(200, "getCredentials");
    assertThat(shown.text()).doesNotContain("secret");
    assertThat(texts(admin.get(path).expect(200, "listUserCredentials"), "access_key_id"))
        .containsExactly(key);
    admin.delete("/auth/users/admin/credentials/" + key).expect(404, "deleteCredentials");
    admin.get("/auth/users/admin/credentials/" + key).expect(404, "getCredentials");
    admin.delete(path + "/" + key).expect(204, "deleteCredentials");
    own.get("/user").expect(401);
    admin.get(path + "/" + key).expect(404, "getCredentials");
  }

  @Test
  void keysHaveDescriptionsAndEnds() throws SQLException {
    String id = user("ends");
    String path = "//api/anabranch/v1/auth/users/" + id + "/keys";
    long end = Instant.now().plusSeconds(3600).getEpochSecond();
    JsonNode made =
        admin
            .post(path, Map.of("description", "nightly", "expiration_date", end))
            .expect(201, "createKey")
            .json();
    String key = made.path("access_key_id").asText();
    String secret = made.path("secret_access_key").asText();
    admin.post(path, Map.of()).expect(201, "createKey");
    admin.post(path, Map.of("expiration_date", 1)).expect(400, "createKey");
    admin.post(path, Map.of("expiration_date", Long.MAX_VALUE)).expect(400, "createKey");
    admin.post(path, Map.of("description", "x".repeat(1001))).expect(400, "createKey");
    admin.post(path.replace(id, "nobody-" + id), Map.of()).expect(404, "createKey");
    var shown = admin.get(path + "?prefix=" + key).expect(200, "listKeys");
    assertThat(shown.text()).doesNotContain("secret");
    JsonNode listed = shown.json().path("results").get(0);
    assertThat(listed.path("description").asText()).isEqualTo("nightly");
    assertThat(listed.path("expiration_date").asLong()).isEqualTo(end);
    assertThat(listed.has("last_used_date")).isFalse();
    endNow(key);
    var ended = ApiClient.withKey(server.uri(), key, secret).get("/user").expect(401);
    assertThat(ended.message()).contains(key).contains("ended");
    var wrong = ApiClient.withKey(server.uri(), key, "wrong").get("/user").expect(401);
    assertThat(wrong.message()).doesNotContain(key);
    ApiClient.anonymous(server.uri())
        .post("/auth/login", Map.of("access_key_id", key, "secret_access_key", secret))
        .expect(401, "login");
  }

  /** Before the server has read it. */
  private void endNow(String key) throws SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement =
            connection.prepareStatement(
                "UPDATE credential SET expires = now() WHERE access_key_id = ?")) {
      statement.setString(1, key);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void groupsHaveMembersAndPolicies() {
    String user = user("member");
    String group = group("group");
    String policy = policy("policy");
    String members = "/auth/groups/" + group + "/members";
    String attached = "/auth/groups/" + group + "/policies";
    for (int i = 0; i < 2; i++) {
      admin.put(members + "/" + user, Map.of()).expect(201, "addGroupMembership");
      admin.put(attached + "/" + policy, Map.of()).expect(201, "attachPolicyToGroup");
    }
    assertThat(texts(admin.get(members).expect(200, "listGroupMembers"), "id"))
        .containsExactly(user);
    assertThat(texts(admin.get(attached).expect(200, "listGroupPolicies"), "id"))
        .containsExactly(policy);
    String own = "/auth/users/" + user;
    assertThat(texts(admin.get(own + "/groups").expect(200, "listUserGroups"), "id"))
        .containsExactly(group);
    assertThat(texts(admin.get(own + "/policies").expect(200, "listUserPolicies"), "id")).isEmpty();
    admin
        .put(own + "/policies/AuthManageOwnCredentials", Map.of())
        .expect(201, "attachPolicyToUser");
    assertThat(texts(admin.get(own + "/policies?effective=true&amount=1"), "id"))
        .containsExactly("AuthManageOwnCredentials");
    assertThat(
            texts(
                admin
                    .get(own + "/policies?effective=true&after=AuthManageOwnCredentials")
                    .expect(200, "listUserPolicies"),
                "id"))
        .containsExactly(policy);
    admin.put(members + "/nobody", Map.of()).expect(404, "addGroupMembership");
    admin.put("/auth/groups/none/members/" + user, Map.of()).expect(404, "addGroupMembership");
    admin.put(attached + "/none", Map.of()).expect(404, "attachPolicyToGroup");
    admin.put(own + "/policies/none", Map.of()).expect(404, "attachPolicyToUser");
    admin.delete(own + "/policies/AuthManageOwnCredentials").expect(204, "detachPolicyFromUser");
    admin.delete(own + "/policies/" + policy).expect(404, "detachPolicyFromUser");
    admin.delete(attached + "/" + policy).expect(204, "detachPolicyFromGroup");
    admin.delete(attached + "/" + policy).expect(404, "detachPolicyFromGroup");
    admin.delete(members + "/" + user).expect(204, "deleteGroupMembership");
    admin.delete(members + "/" + user).expect(404, "deleteGroupMembership");
    admin.get("/auth/groups/" + group).expect(200, "getGroup");
    admin.delete("/auth/groups/" + group).expect(204, "deleteGroup");
    admin.get("/auth/groups/" + group).expect(404, "getGroup");
    admin.get(members).expect(404, "listGroupMembers");
  }

  @Test
  void policiesAreCheckedAndKept() {
    String id = TestRepository.freshName("policy");
    Map<String, Object> statement =
        Map.of(
            "effect",
            "deny",
            "action",
            List.of("fs:*", "auth:ReadUser"),
            "resource",
            "[\"arn:lakefs:fs:::repository/a\",\"arn:lakefs:fs:::repository/b/*\"]",
            "condition",
            Map.of("IpAddress", Map.of("SourceIp", List.of("203.0.113.0/24"))));
    var body = Map.of("id", id, "statement", List.of(statement));
    JsonNode made = admin.post("/auth/policies", body).expect(201, "createPolicy").json();
    String path = "/auth/policies/" + id;
    assertThat(admin.get(path).expect(200, "getPolicy").json()).isEqualTo(made);
    assertThat(made.path("statement").get(0).path("resource").asText())
        .isEqualTo(statement.get("resource"));
    admin.post("/auth/policies", body).expect(409, "createPolicy");
    admin.put(path, Map.of("id", id, "statement", List.of(READ))).expect(200, "updatePolicy");
    assertThat(admin.get(path).json().path("statement").get(0).path("effect").asText())
        .isEqualTo("allow");
    admin.put(path, Map.of("id", "other", "statement", List.of(READ))).expect(400, "updatePolicy");
    admin
        .put("/auth/policies/none", Map.of("id", "none", "statement", List.of(READ)))
        .expect(404, "updatePolicy");
    assertThat(texts(admin.get("/auth/policies?prefix=" + id).expect(200, "listPolicies"), "id"))
        .containsExactly(id);
    admin.delete(path).expect(204, "deletePolicy");
    admin.delete(path).expect(404, "deletePolicy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'p','statement':[{'effect':'allow','action':['fs:Fly'],'resource':'*'}]}|"
            + "statement[0].action[0]",
        "{'id':'p','statement':[{'effect':'maybe','action':['fs:*'],'resource':'*'}]}|"
            + "statement[0].effect",
        "{'id':'p','statement':[{'effect':'deny','action':[null],'resource':'*'}]}|"
            + "statement[0].action",
        "{'id':'p','statement':[{'effect':'deny','action':['fs:*'],'resource':'x'}]}|"
            + "statement[0].resource",
        "{'id':'p','statement':[{'effect':'deny','action':['fs:*'],'resource':'*',"
            + "'condition':{'IpAddress':null}}]}|statement[0].condition.IpAddress",
        "{'id':'p','statement':[{'effect':'deny','action':['fs:*'],'resource':'*',"
            + "'condition':{'IpAddress':{'SourceIp':['all']}}}]}|"
            + "statement[0].condition.IpAddress.SourceIp",
        "{'id':'p','statement':[]}|statement",
        "{'id':'p','statement':[null]}|statement",
        "{'id':'p'}|statement",
        "{'id':'p','statement':[{'action':['fs:*'],'resource':'*'}]}|" + "statement[0].effect"
      })
  void aFaultyPolicyIsToldWhere(String text) {
    String[] parts = text.replace('\'', '"').split("\\|", 2);
    var answer = admin.sendJson("POST", "/auth/policies", parts[0]).expect(400, "createPolicy");
    assertThat(answer.message()).contains(parts[1]);
  }

  @Test
  void listsArePagedByTheirIds() {
    String prefix = TestRepository.freshName("page");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = prefix + i;
      admin.post("/auth/groups", Map.of("id", id)).expect(201);
      all.add(id);
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      var page =
          admin.get("/auth/groups?amount=2&prefix=" + prefix + "&after=" + after).expect(200);
      seen.addAll(texts(page, "id"));
      after = page.json().path("pagination").path("next_offset").asText();
    } while (!after.isEmpty());
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void levelsOfPermissionArePolicies() {
    String group = group("acl");
    String acl = "/auth/groups/" + group + "/acl";
    JsonNode none = admin.get(acl).expect(404, "getGroupACL").json();
    assertThat(none.path("no_acl").asBoolean()).isTrue();
    for (String level : List.of("Read", "Write", "Super", "Admin")) {
      admin.post(acl, Map.of("permission", level)).expect(201, "setGroupACL");
      assertThat(admin.get(acl).expect(200, "getGroupACL").json().path("permission").asText())
          .isEqualTo(level);
    }
    admin.post(acl, Map.of("permission", "Own")).expect(400, "setGroupACL");
    admin.post("/auth/groups/none/acl", Map.of("permission", "Read")).expect(404, "setGroupACL");
    assertThat(admin.get("/auth/groups/Viewers/acl").json().path("permission").asText())
        .isEqualTo("Read");
  }

  @Test
  void thereIsAlwaysAnAdministrator() {
    admin.delete("/auth/users/admin").expect(400, "deleteUser");
    admin.delete("/auth/groups/Admins").expect(400, "deleteGroup");
    admin.delete("/auth/groups/Admins/members/admin").expect(400, "deleteGroupMembership");
    admin.delete("/auth/groups/Admins/policies/AuthFullAccess").expect(400);
    admin.post("/auth/groups/Admins/acl", Map.of("permission", "Read")).expect(400, "setGroupACL");
    admin.delete("/auth/policies/AuthFullAccess").expect(400, "deletePolicy");
    admin
        .delete("/auth/users/admin/credentials/" + TestServer.ACCESS_KEY)
        .expect(400, "deleteCredentials");
    admin.get("/auth/users?amount=1").expect(200);
  }
}
