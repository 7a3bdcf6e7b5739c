package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.contract.OpenApiResponses;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ExtendWith(SharedServer.class)
class AuthApiTest {

  private final TestServer server;
  private final ApiClient anonymous;

  AuthApiTest(TestServer server) {
    this.server = server;
    this.anonymous = ApiClient.anonymous(server.uri());
  }

  @Test
  void letsInWhoHasTheKey() {
    var user = server.client().get("/user").expect(200, "getCurrentUser").json();
    assertThat(user.path("user").path("id").asText()).isEqualTo("admin");
  }

  @Test
  void refusesWrongKeys() {
    refused(anonymous.get("/user"));
    refused(ApiClient.withKey(server.uri(), TestServer.ACCESS_KEY, "wrong").get("/user"));
    refused(ApiClient.withKey(server.uri(), TestServer.ACCESS_KEY, "").get("/user"));
    refused(ApiClient.withKey(server.uri(), "AKIAJNOSUCHKEYQ", TestServer.SECRET).get("/user"));
    refused(ApiClient.withKey(server.uri(), "AKIAJNONEEITHERQ", "x").get("/config"));
    refused(ApiClient.withToken(server.uri(), "a.b.c").get("/repositories"));
    refused(ApiClient.withKey(server.uri(), "a\0b", "x").get("/user"));
    refused(ApiClient.withKey(server.uri(), "", "").get("/user"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic !!!",
        "Basic bm8tY29sb24=",
        "Bearer",
        "Bearer a.b.c",
        "Digest x"
      })
  void refusesMalformedCredentials(String header) {
    refused(anonymous.get("/user", "Authorization", header));
  }

  @Test
  void aSessionStandsForTheUser() {
    var login = login(TestServer.ACCESS_KEY, TestServer.SECRET).expect(200, "login");
    String token = login.json().path("token").asText();
    assertThat(login.json().path("token_expiration").asLong())
        .isGreaterThan(Instant.now().getEpochSecond());
    ApiClient.withToken(server.uri(), token).get("/user").expect(200, "getCurrentUser");
    anonymous.get("/user", "Cookie", "internal_auth_session=" + token).expect(200);
    String cookie = login.header("Set-Cookie");
    assertThat(cookie)
        .startsWith("internal_auth_session=" + token)
        .contains("HTTPOnly")
        .contains("SameSite=Lax")
        .contains("Path=/");
    refused(anonymous.get("/user", "Cookie", "internal_auth_session=" + token + "x"));
  }

  @Test
  void aForgedSessionStandsForNobody() throws SQLException {
    var other = sessions("another secret");
    refused(
        ApiClient.withToken(server.uri(), other.issue("admin", generation("admin")).jwt())
            .get("/user"));
    String none =
        base64("{\"alg\":\"none\"}")
            + "."
            + base64("{\"iss\":\"auth\",\"aud\":\"login\",\"sub\":\"admin\",\"exp\":99999999999}")
            + ".";
    refused(ApiClient.withToken(server.uri(), none).get("/user"));
  }

  @Test
  void aSessionOfAUserWhoIsGoneStandsForNobody() throws SQLException {
    var sessions = sessions("a secret only of this test");
    ApiClient.withToken(server.uri(), sessions.issue("admin", generation("admin")).jwt())
        .get("/user")
        .expect(200);
    refused(ApiClient.withToken(server.uri(), sessions.issue("admin", 0).jwt()).get("/user"));
    refused(ApiClient.withToken(server.uri(), sessions.issue("nobody", 0).jwt()).get("/user"));
  }

  @Test
  void refusesBadLogins() {
    login(TestServer.ACCESS_KEY, "wrong").expect(401, "login");
    login("unknown", TestServer.SECRET).expect(401, "login");
    anonymous.post("/auth/login", Map.of("access_key_id", "x")).expect(400, "login");
  }

  @Test
  void answersWithoutCredentialsOnlyWhatIsMeantTo() {
    anonymous.get("/healthcheck").expect(204, "healthCheck");
    anonymous.get("/setup_lakefs").expect(200, "getSetupState");
    anonymous.get("/auth/capabilities").expect(200, "getAuthCapabilities");
    for (String path :
        new String[] {
          "/config",
          "/config/storage",
          "/repositories",
          "/repositories/some-one",
          "/repositories/some-one/branches",
          "/repositories/some-one/refs/main/objects?path=a",
          "/no/such/endpoint"
        }) {
      refused(anonymous.get(path));
    }
    refused(anonymous.post("/repositories", Map.of()));
    refused(anonymous.sendJson("POST", "/repositories", "{malformed"));
    refused(anonymous.upload("some-one", "main", "a", "bytes"));
    assertThat(anonymous.head("/repositories/some-one/refs/main/objects?path=a").status())
        .isEqualTo(401);
  }

  @Test
  void setsUpOnlyOnce() {
    var state = anonymous.get("/setup_lakefs").expect(200, "getSetupState").json();
    assertThat(state.path("state").asText()).isEqualTo("initialized");
    anonymous.post("/setup_lakefs", Map.of("username", "eve")).expect(409, "setup");
    anonymous.post("/setup_lakefs", Map.of()).expect(400, "setup");
    anonymous
        .sendJson(
            "POST", "/setup_comm_prefs", "{\"featureUpdates\":false,\"securityUpdates\":false}")
        .expect(412, "setupCommPrefs");
  }

  @Test
  void keepsSecretsEncrypted() throws SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var rows =
            connection.createStatement().executeQuery("SELECT secret_access_key FROM credential")) {
      assertThat(rows.next()).isTrue();
      byte[] stored = rows.getBytes(1);
      assertThat(new String(stored, ISO_8859_1)).doesNotContain(TestServer.SECRET);
      assertThat(stored).hasSizeGreaterThan(TestServer.SECRET.length());
    }
  }

  @Test
  void logsNoSecret() {
    var seen = new ListAppender<ILoggingEvent>();
    seen.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    seen.start();
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("io.anabranch");
    root.addAppender(seen);
    ours.setLevel(Level.TRACE);
    try {
      String token = login(TestServer.ACCESS_KEY, TestServer.SECRET).json().path("token").asText();
      refused(ApiClient.withKey(server.uri(), TestServer.ACCESS_KEY, "s3cret").get("/user"));
      ApiClient.withToken(server.uri(), token).get("/user").expect(200);
      assertThat(seen.list)
          .isNotEmpty()
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(
              line ->
                  line.contains(TestServer.SECRET)
                      || line.contains("s3cret")
                      || line.contains(token));
    } finally {
      ours.setLevel(null);
      root.detachAppender(seen);
    }
  }

  @Test
  void showsNoSecretAsText() {
    assertThat(new AccessKey("id", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(new Credentials.Key("id", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(new Credentials.Token("s3cret").toString()).doesNotContain("s3cret");
    assertThat(new LoginInformation("id", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(new Sessions.Token("s3cret", Instant.EPOCH).toString()).doesNotContain("s3cret");
    assertThat(new AuthenticationToken("s3cret", 1L).toString()).doesNotContain("s3cret");
    assertThat(new CredentialsWithSecret("id", "s3cret", 1).toString()).doesNotContain("s3cret");
    var user = new User("u", Instant.EPOCH, null);
    assertThat(new Authenticator.KnownKey(user, "s3cret", null).toString())
        .doesNotContain("s3cret");
    var key = new LoginInformation("id", "s3cret");
    assertThat(new Setup("u", key, null, null, null, null, null, null).toString())
        .doesNotContain("s3cret");
  }

  private static Sessions sessions(String secret) {
    var hour = Duration.ofHours(1);
    return new Sessions(SigningKeys.of(new Secret(secret)), hour, hour, Instant::now);
  }

  private long generation(String user) throws SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement =
            connection.prepareStatement(
                "SELECT session_generation FROM app_user WHERE username = ?")) {
      statement.setString(1, user);
      var rows = statement.executeQuery();
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private Answer login(String accessKey, String secret) {
    return anonymous.post(
        "/auth/login", Map.of("access_key_id", accessKey, "secret_access_key", secret));
  }

  private static void refused(Answer answer) {
    answer.expect(401);
    OpenApiResponses.validate("getConfig", 401, answer.text());
    assertThat(answer.message()).startsWith("error authenticating request");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
