package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on two servers, of which the second has the next secret key already. */
class SessionsApiTest {

  private static final String OWN = "//api/anabranch/v1/auth";
  private static final String OLD = "\"a secret only of this test\"";
  private static final String NEXT = "\"the next secret of this test\"";

  private static TestServer server;
  private static AnabranchServer other;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = TestServer.start(directory, keys(OLD, OLD, NEXT));
    other = server.startAnother(keys(OLD, NEXT, OLD));
  }

  private static UnaryOperator<String> keys(String former, String present, String previous) {
    return text ->
        text.replaceAll("\n +previous_secret_keys: .*", "")
            .replace(
                "secret_key: " + former,
                "secret_key: " + present + "\n    previous_secret_keys: [" + previous + "]");
  }

  @AfterAll
  static void stop() {
    other.close();
    server.close();
  }

  private static Answer login() {
    return ApiClient.anonymous(server.uri())
        .post(
            "/auth/login",
            Map.of("access_key_id", TestServer.ACCESS_KEY, "secret_access_key", TestServer.SECRET))
        .expect(200, "login");
  }

  private static String token(Answer answer) {
    return answer.json().path("token").asText();
  }

  private static ApiClient with(String token) {
    return ApiClient.withToken(server.uri(), token);
  }

  private static ApiClient withElsewhere(String token) {
    return ApiClient.withToken(other.uri(), token);
  }

  @Test
  void keysAndSessionsOutliveAChangeOfTheSecret() {
    String old = token(login());
    withElsewhere(old).get("/user").expect(200, "getCurrentUser");
    ApiClient.withKey(other.uri(), TestServer.ACCESS_KEY, TestServer.SECRET)
        .get("/user")
        .expect(200);
    server.client().get("/user").expect(200);
    String fresh =
        token(
            withElsewhere(old).post(OWN + "/session/renew", Map.of()).expect(200, "renewSession"));
    with(fresh).get("/user").expect(200);
    with(old).get("/user").expect(200);
  }

  @Test
  void whoSignsOffIsOffEverywhere() {
    String token = token(login());
    String another = token(login());
    with(token).get("/user").expect(200);
    withElsewhere(token).get("/user").expect(200);
    var ended = with(token).delete(OWN + "/session").expect(204, "endSession");
    assertThat(ended.header("Set-Cookie"))
        .contains("internal_auth_session=;")
        .contains("Max-Age=0");
    with(token).get("/user").expect(401);
    with(token).delete(OWN + "/session").expect(401, "endSession");
    with(token).post(OWN + "/session/renew", Map.of()).expect(401, "renewSession");
    Eventually.succeeds(() -> withElsewhere(token).get("/user").expect(401));
    with(another).get("/user").expect(200);
  }

  @Test
  void aBrowserSignsOffAtTheUsualPlace() {
    String token = token(login());
    String cookie = "internal_auth_session=" + token;
    ApiClient browser = ApiClient.anonymous(server.uri());
    var answer = browser.get("//logout", "Cookie", cookie).expect(302);
    assertThat(answer.header("Location")).isEqualTo("/auth/login");
    browser.get("/user", "Cookie", cookie).expect(401);
    browser.get("//logout").expect(302);
  }

  @Test
  void allSessionsOfAUserEndAtOnce() {
    ApiClient admin = server.client();
    String user = TestRepository.freshName("user");
    admin.post("/auth/users", Map.of("id", user)).expect(201);
    var key = admin.post("/auth/users/" + user + "/credentials", Map.of()).expect(201).json();
    var login =
        Map.of(
            "access_key_id", key.path("access_key_id").asText(),
            "secret_access_key", key.path("secret_access_key").asText());
    ApiClient anonymous = ApiClient.anonymous(server.uri());
    String first = token(anonymous.post("/auth/login", login).expect(200));
    with(first).get("/user").expect(200);
    with(first).delete(OWN + "/users/admin/sessions").expect(403, "endSessionsOfUser");
    admin.delete(OWN + "/users/" + user + "/sessions").expect(204, "endSessionsOfUser");
    with(first).get("/user").expect(401);
    String second = token(anonymous.post("/auth/login", login).expect(200));
    with(second).delete(OWN + "/users/" + user + "/sessions").expect(204, "endSessionsOfUser");
    with(second).get("/user").expect(401);
    String third = token(anonymous.post("/auth/login", login).expect(200));
    admin.delete("/auth/users/" + user).expect(204);
    admin.post("/auth/users", Map.of("id", user)).expect(201);
    with(third).get("/user").expect(401);
    admin.delete(OWN + "/users/nobody/sessions").expect(404, "endSessionsOfUser");
  }

  @Test
  void whoGuessesIsPutOff() {
    String key = TestRepository.freshName("guessed");
    ApiClient guessing = ApiClient.withKey(server.uri(), key, "wrong");
    for (int i = 0; i < 5; i++) {
      guessing.get("/user").expect(401);
      ApiClient.anonymous(server.uri())
          .post("/auth/login", Map.of("access_key_id", key, "secret_access_key", "wrong"))
          .expect(401, "login");
    }
    var refused = guessing.get("/user").expect(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    assertThat(refused.message()).contains("wait");
    ApiClient.anonymous(server.uri())
        .post("/auth/login", Map.of("access_key_id", key, "secret_access_key", "wrong"))
        .expect(429, "login");
    server.client().get("/user").expect(200);
  }

  @Test
  void onlySessionsCanBeRenewedAndEnded() {
    ApiClient admin = server.client();
    admin.post(OWN + "/session/renew", Map.of()).expect(400, "renewSession");
    admin.delete(OWN + "/session").expect(400, "endSession");
  }
}
