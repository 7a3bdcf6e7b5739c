package io.anabranch.server.auth;

import static io.anabranch.server.testing.TestRepository.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.server.auth.oidc.FakeProvider;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short sessions for codes, for identities of AWS, and for programs without a browser. */
@Timeout(60)
class ExternalSignOnApiTest {

  private static final String SERVER_ID = "lake.example.com";
  private static final String ROLE = "arn:aws:sts::123456789012:assumed-role/Etl";
  private static final String REDIRECT = "http://localhost:9999/done";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static FakeProvider fake;
  private static HttpServer sts;
  private static TestServer server;
  private static ApiClient anonymous;
  private static ApiClient admin;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    fake = new FakeProvider();
    sts = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    sts.createContext("/", ExternalSignOnApiTest::callerIdentity);
    sts.start();
    server =
        TestServer.start(
            directory,
            text ->
                text.replace(
                    "auth:\n",
                    """
                    auth:
                      providers:
                        oidc:
                          url: %s
                          client_id: %s
                          client_secret: "%s"
                          callback_base_url: http://localhost
                        aws:
                          server_id: %s
                          sts_endpoints: [ "http://%s" ]
                    """
                        .formatted(
                            fake.issuer(),
                            FakeProvider.CLIENT,
                            FakeProvider.SECRET,
                            SERVER_ID,
                            stsHost())));
    anonymous = ApiClient.anonymous(server.uri());
    admin = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
    sts.stop(0);
    fake.close();
  }

  private static String stsHost() {
    return "127.0.0.1:" + sts.getAddress().getPort();
  }

  /** Knows the signature by the session that it names, and only for this server. */
  private static void callerIdentity(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String server = exchange.getRequestHeaders().getFirst("X-LakeFS-Server-ID");
    boolean good =
        exchange.getRequestMethod().equals("POST")
            && SERVER_ID.equals(server)
            && query.contains("Action=GetCallerIdentity&Version=2011-06-15&")
            && query.contains("X-Amz-Credential=AKIDEXAMPLE/20260102/us-east-1/sts/aws4_request")
            && query.contains("X-Amz-SignedHeaders=host;x-lakefs-server-id");
    String session = query.replaceFirst(".*X-Amz-Security-Token=([^&]*).*", "$1");
    try (exchange) {
      if (session.equals("redirect")) {
        exchange
            .getResponseHeaders()
            .add("Location", "http://" + stsHost() + "/?" + query.replace("redirect", "ann"));
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      String body =
          good
              ? "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s/%s</Arn>"
                      .formatted(ROLE, session)
                  + "<Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
              : "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>";
      exchange.sendResponseHeaders(good ? 200 : 403, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  private static Map<String, Object> signed(String session) {
    return new HashMap<>(
        Map.ofEntries(
            Map.entry("method", "POST"),
            Map.entry("host", stsHost()),
            Map.entry("region", "us-east-1"),
            Map.entry("action", "GetCallerIdentity"),
            Map.entry("date", "20260102T030405Z"),
            Map.entry("expiration_duration", "60"),
            Map.entry("access_key_id", "AKIDEXAMPLE"),
            Map.entry("signature", "abcdef0123"),
            Map.entry("signed_headers", List.of("host", "x-lakefs-server-id")),
            Map.entry("version", "2011-06-15"),
            Map.entry("algorithm", "AWS4-HMAC-SHA256"),
            Map.entry("security_token", session)));
  }

  private static Answer login(Map<String, Object> signed, int seconds) {
    try {
      String token = Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(signed));
      return anonymous.post(
          "/auth/external/principal/login",
          Map.of(
              "identityRequest",
              Map.of("identity_token", token),
              "token_expiration_duration",
              seconds));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String user(String suffix) {
    String id = TestRepository.freshName(suffix);
    admin.post("/auth/users", Map.of("id", id)).expect(201);
    return id;
  }

  private static ApiClient signedOn(Answer answer) {
    return ApiClient.withToken(server.uri(), answer.json().path("token").asText());
  }

  private static String whoIs(ApiClient client) {
    return client.get("/user").expect(200).json().path("user").path("id").asText();
  }

  private static String principals(String user) {
    return "/auth/users/" + user + "/external/principals";
  }

  private static Answer link(String user, String principal) {
    return admin.post(
        principals(user) + "?principalId=" + ApiClient.encode(principal),
        Map.of("settings", Map.of("team", "etl")));
  }

  @Test
  void aPrincipalBelongsToOneUser() {
    String one = user("one");
    String two = user("two");
    String arn = "arn:aws:iam::1:user/" + one;
    link(one, arn).expect(201, "createUserExternalPrincipal");
    link(one, arn).expect(409, "createUserExternalPrincipal");
    link(two, arn).expect(409, "createUserExternalPrincipal");
    link("nobody", arn + "x").expect(404, "createUserExternalPrincipal");
    link(one, "").expect(400, "createUserExternalPrincipal");
    link(one, "a\u0000b").expect(400, "createUserExternalPrincipal");
    String query = "?principalId=" + ApiClient.encode(arn);
    var found = admin.get("/auth/external/principals" + query).expect(200, "getExternalPrincipal");
    assertThat(found.json().path("user_id").asText()).isEqualTo(one);
    assertThat(found.json().path("settings").path("team").asText()).isEqualTo("etl");
    assertThat(
            texts(
                admin.get(principals(one) + "/ls").expect(200, "listUserExternalPrincipals"), "id"))
        .containsExactly(arn);
    assertThat(texts(admin.get(principals(two) + "/ls").expect(200), "id")).isEmpty();
    admin.delete(principals(two) + query).expect(404, "deleteUserExternalPrincipal");
    admin.delete(principals(one) + query).expect(204, "deleteUserExternalPrincipal");
    admin.get("/auth/external/principals" + query).expect(404, "getExternalPrincipal");
  }

  @Test
  void anIdentityOfAwsSignsOn() {
    String everybody = user("role");
    String ann = user("ann");
    link(everybody, ROLE).expect(201);
    link(ann, ROLE + "/ann").expect(201);
    long before = Instant.now().getEpochSecond();
    var answer = login(signed("ann"), 120).expect(200, "externalPrincipalLogin");
    assertThat(answer.json().path("token_expiration").asLong()).isBetween(before, before + 200);
    assertThat(whoIs(signedOn(answer))).isEqualTo(ann);
    signedOn(answer)
        .post("//api/anabranch/v1/auth/session/renew", Map.of())
        .expect(400, "renewSession");
    assertThat(whoIs(signedOn(login(signed("bob"), 120).expect(200)))).isEqualTo(everybody);
    login(signed("ann"), 0).expect(400, "externalPrincipalLogin");
    login(signed("ann"), 100_000_000).expect(400, "externalPrincipalLogin");
    login(signed("redirect"), 60).expect(401, "externalPrincipalLogin");
    login(changed("access_key_id", "AKIDOTHER"), 60).expect(401, "externalPrincipalLogin");
    admin.delete(principals(ann) + "?principalId=" + ApiClient.encode(ROLE + "/ann")).expect(204);
    admin.delete(principals(everybody) + "?principalId=" + ApiClient.encode(ROLE)).expect(204);
    var refused = login(signed("ann"), 60).expect(403, "externalPrincipalLogin");
    assertThat(refused.message()).contains(ROLE + "/ann").contains("administrator");
  }

  private static Map<String, Object> changed(String name, Object value) {
    Map<String, Object> signed = signed("ann");
    signed.put(name, value);
    return signed;
  }

  @Test
  void nothingElseIsAskedOfAws() {
    Map<String, Object> wrong =
        Map.ofEntries(
            Map.entry("host", "169.254.169.254"),
            Map.entry("method", "DELETE"),
            Map.entry("action", "AssumeRole"),
            Map.entry("region", "us/../east"),
            Map.entry("date", "today"),
            Map.entry("expiration_duration", "604800"),
            Map.entry("signed_headers", List.of("host")),
            Map.entry("version", "1"),
            Map.entry("algorithm", "none"),
            Map.entry("signature", "a&b=c"));
    wrong.forEach(
        (name, value) ->
            assertThat(login(changed(name, value), 60).expect(400).message()).contains(name));
    for (String host : List.of("sts.amazonaws.com.evil.example", "evil/sts.amazonaws.com", "")) {
      login(changed("host", host), 60).expect(400, "externalPrincipalLogin");
    }
    anonymous
        .post(
            "/auth/external/principal/login",
            Map.of("identityRequest", Map.of("identity_token", "{}")))
        .expect(400, "externalPrincipalLogin");
    anonymous.post("/auth/external/principal/login", Map.of()).expect(400);
  }

  private static String code() throws Exception {
    var request = HttpRequest.newBuilder(fake.authorization(REDIRECT)).build();
    String target =
        HttpClient.newHttpClient()
            .send(request, BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return target.replaceFirst(".*code=([^&]*).*", "$1");
  }

  private static Answer sts(String code, String redirect, int seconds) {
    return anonymous.post(
        "/sts/login",
        Map.of("code", code, "state", "s", "redirect_uri", redirect, "ttl_seconds", seconds));
  }

  @Test
  void aCodeIsGoodForAShortSessionOnce() throws Exception {
    fake.signsOn(new JWTClaimsSet.Builder().subject("joe"));
    String code = code();
    long before = Instant.now().getEpochSecond();
    var answer = sts(code, REDIRECT, 60).expect(200, "stsLogin");
    assertThat(answer.json().path("token_expiration").asLong()).isBetween(before, before + 120);
    assertThat(whoIs(signedOn(answer))).isEqualTo("joe");
    sts(code, REDIRECT, 60).expect(401, "stsLogin");
    sts(code(), "http://localhost:9999/other", 60).expect(401, "stsLogin");
    sts(code(), "http://localhost/api/v1/oidc/callback", 60).expect(401, "stsLogin");
    sts("made up", REDIRECT, 60).expect(401, "stsLogin");
    sts(code(), REDIRECT, -1).expect(400, "stsLogin");
    sts(code(), "no uri", 60).expect(400, "stsLogin");
    sts(" ", REDIRECT, 60).expect(400, "stsLogin");
  }

  private record Waiting(String mailbox, String release) {}

  private static Waiting begin() {
    var begun = anonymous.get("/auth/get-token/start").expect(303, "getTokenRedirect");
    String page = begun.header("Location").replaceFirst(".*next=", "");
    String token = URI.create(page).getPath().replaceFirst(".*release%2F|.*/", "");
    return new Waiting(
        "/auth/get-token/mailboxes/" + begun.header("X-LakeFS-Mailbox"),
        "/auth/get-token/release-token/" + token);
  }

  @Test
  void aProgramIsSignedOnByWhoeverReleasesASession() {
    Waiting waiting = begin();
    anonymous.get(waiting.mailbox()).expect(404, "getTokenFromMailbox");
    anonymous.get(waiting.release()).expect(401, "releaseTokenToMailbox");
    admin.get(waiting.release(), "Sec-Fetch-Site", "cross-site").expect(403);
    admin.get(waiting.release(), "Sec-Fetch-Site", "none").expect(403);
    String token = waiting.release().replaceFirst(".*/", "");
    var page = anonymous.get("//sign-on/release/" + token).expect(200);
    assertThat(page.text()).contains("/api/v1" + waiting.release());
    assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    anonymous.get("//sign-on/release/%22%3E%3Cscript%3E").expect(404);
    admin
        .get(waiting.release(), "Sec-Fetch-Site", "same-origin")
        .expect(204, "releaseTokenToMailbox");
    admin.get(waiting.release()).expect(404, "releaseTokenToMailbox");
    var fetched = anonymous.get(waiting.mailbox()).expect(200, "getTokenFromMailbox");
    assertThat(whoIs(signedOn(fetched))).isEqualTo("admin");
    anonymous.get(waiting.mailbox()).expect(404, "getTokenFromMailbox");
    anonymous.get("/auth/get-token/mailboxes/made-up").expect(404, "getTokenFromMailbox");
  }

  @Test
  void aShortSessionReleasesNoLongOne() throws Exception {
    fake.signsOn(new JWTClaimsSet.Builder().subject("kim"));
    ApiClient brief = signedOn(sts(code(), REDIRECT, 60).expect(200));
    Waiting waiting = begin();
    brief.get(waiting.release()).expect(204, "releaseTokenToMailbox");
    var fetched = anonymous.get(waiting.mailbox()).expect(200, "getTokenFromMailbox");
    assertThat(fetched.json().path("token_expiration").asLong())
        .isLessThan(Instant.now().plusSeconds(120).getEpochSecond());
    String foreign = fake.sign(fake.claims("kim"));
    ApiClient.withToken(server.uri(), foreign)
        .get(begin().release())
        .expect(403, "releaseTokenToMailbox");
  }
}
