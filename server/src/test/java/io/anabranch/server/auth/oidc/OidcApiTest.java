package io.anabranch.server.auth.oidc;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People of a provider sign on, over HTTP. */
@Timeout(60)
class OidcApiTest {

  private static final String LOGIN = "//api/anabranch/v1/auth/oidc/login";
  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  private static FakeProvider fake;
  private static TestServer server;
  private static ApiClient anonymous;

  @BeforeAll
  static void start(@TempDir Path directory) {
    fake = new FakeProvider();
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
                          callback_base_url: https://lake.example.com
                          post_login_redirect_url: /home
                      oidc:
                        friendly_name_claim_name: name
                        persist_friendly_name: true
                        initial_groups_claim_name: groups
                        default_initial_groups: [Viewers]
                        validate_id_token_claims: { team: lake }
                    """
                        .formatted(fake.issuer(), FakeProvider.CLIENT, FakeProvider.SECRET)));
    anonymous = ApiClient.anonymous(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
    fake.close();
  }

  @AfterEach
  void mend() {
    fake.setBroken(false);
    fake.sayNonce("");
  }

  private static JWTClaimsSet.Builder person(String subject) {
    return new JWTClaimsSet.Builder().subject(subject).claim("team", "lake");
  }

  /** What a browser has when the provider sends it back. */
  private record Returned(String cookie, String query) {}

  private static Returned goToProvider(String login) throws Exception {
    var begun = anonymous.get(login).expect(302, "beginOidcLogin");
    String target = goTo(begun.header("Location"));
    assertThat(target).startsWith("https://lake.example.com/api/v1/oidc/callback?");
    String cookie = begun.header("Set-Cookie");
    assertThat(cookie).contains("HTTPOnly").contains("SameSite=Lax");
    return new Returned(
        cookie.substring(0, cookie.indexOf(';')), target.substring(target.indexOf('?')));
  }

  private static String goTo(String page) throws Exception {
    return BROWSER
        .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.discarding())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static Answer comeBack(Returned returned) {
    return anonymous.get("/oidc/callback" + returned.query(), "Cookie", returned.cookie());
  }

  private static ApiClient signOn(JWTClaimsSet.Builder person) throws Exception {
    fake.signsOn(person);
    var answer = comeBack(goToProvider(LOGIN)).expect(302, "oauthCallback");
    return ApiClient.withToken(server.uri(), session(answer));
  }

  private static String session(Answer answer) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("internal_auth_session="))
        .map(cookie -> cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> groups(String user) {
    return texts(server.client().get("/auth/users/" + user + "/groups").expect(200), "id");
  }

  @Test
  void whoeverSignsOnForTheFirstTimeBecomesAUser() throws Exception {
    ApiClient ann = signOn(person("ann").claim("name", "Ann A."));
    var user = ann.get("/user").expect(200, "getCurrentUser").json().path("user");
    assertThat(user.path("id").asText()).isEqualTo("ann");
    assertThat(user.path("friendly_name").asText()).isEqualTo("Ann A.");
    assertThat(groups("ann")).containsExactly("Viewers");
    ann.get("/repositories").expect(200);
    ann.get("/auth/users").expect(403);
  }

  @Test
  void groupsAreThoseThatTheProviderSaysNow() throws Exception {
    ApiClient admin = server.client();
    signOn(person("bob").claim("groups", List.of("Developers", "nowhere")));
    assertThat(groups("bob")).containsExactly("Developers");
    admin.put("/auth/groups/Viewers/members/bob", Map.of()).expect(201);
    ApiClient bob = signOn(person("bob").claim("groups", List.of("Admins")));
    assertThat(groups("bob")).containsExactly("Admins", "Viewers");
    bob.get("/auth/users").expect(200);
    signOn(person("bob").claim("groups", List.of("Viewers")));
    assertThat(groups("bob")).containsExactly("Viewers");
    bob.get("/auth/users").expect(403);
  }

  @Test
  void nobodyBecomesAUserWhoIsThere() throws Exception {
    fake.signsOn(person("admin"));
    var refused = comeBack(goToProvider(LOGIN)).expect(403, "oauthCallback");
    assertThat(refused.message()).contains(fake.issuer() + "#admin");
    String token = fake.sign(fake.claims("admin").claim("team", "lake"));
    ApiClient.withToken(server.uri(), token).get("/user").expect(403);
    fake.signsOn(person("no/such*name"));
    comeBack(goToProvider(LOGIN)).expect(401, "oauthCallback");
  }

  @Test
  void tokensOfTheProviderAreGoodByThemselves() {
    var claims = fake.claims("job").claim("team", "lake").claim("groups", "Viewers");
    ApiClient job = ApiClient.withToken(server.uri(), fake.sign(claims));
    var user = job.get("/user").expect(200, "getCurrentUser").json().path("user");
    assertThat(user.path("id").asText()).isEqualTo("job");
    job.get("/repositories").expect(200);
    job.delete("//api/anabranch/v1/auth/session").expect(400, "endSession");
    String forged = FakeProvider.sign(FakeProvider.newKey(), "unknown", claims.build());
    ApiClient.withToken(server.uri(), forged).get("/user").expect(401);
    var outsider = fake.claims("job").claim("team", "sea");
    ApiClient.withToken(server.uri(), fake.sign(outsider)).get("/user").expect(401);
  }

  @Test
  void onlyTheBrowserThatBeganComesIn() throws Exception {
    fake.signsOn(person("eve"));
    Returned first = goToProvider(LOGIN);
    Returned second = goToProvider(LOGIN);
    comeBack(new Returned(first.cookie(), second.query())).expect(401, "oauthCallback");
    comeBack(new Returned("x=y", first.query())).expect(401, "oauthCallback");
    comeBack(new Returned(first.cookie() + "x", first.query())).expect(401, "oauthCallback");
    comeBack(new Returned(first.cookie(), "?code=c")).expect(401, "oauthCallback");
    comeBack(new Returned(first.cookie(), first.query() + "&state=other"))
        .expect(401, "oauthCallback");
    comeBack(new Returned(first.cookie(), first.query() + "&error=access_denied"))
        .expect(401, "oauthCallback");
    comeBack(new Returned(first.cookie(), first.query() + "&iss=http%3A%2F%2Felsewhere"))
        .expect(401, "oauthCallback");
    comeBack(first).expect(302, "oauthCallback");
    comeBack(first).expect(401, "oauthCallback");
    server.client().get("/auth/users/eve").expect(200);
  }

  @Test
  void aTokenForAnotherRequestIsRefused() throws Exception {
    fake.signsOn(person("mallory"));
    Returned returned = goToProvider(LOGIN);
    fake.sayNonce("another");
    comeBack(returned).expect(401, "oauthCallback");
    fake.sayNonce("");
    fake.signsOn(new JWTClaimsSet.Builder().subject("mallory").claim("team", "sea"));
    comeBack(goToProvider(LOGIN)).expect(401, "oauthCallback");
    fake.signsOn(person("mallory").audience("another"));
    comeBack(goToProvider(LOGIN)).expect(401, "oauthCallback");
    server.client().get("/auth/users/mallory").expect(404);
  }

  @Test
  void theBrowserGoesOnWhereItWantedTo() throws Exception {
    fake.signsOn(person("ann"));
    assertThat(comeBack(goToProvider(LOGIN)).header("Location")).isEqualTo("/home");
    assertThat(comeBack(goToProvider(LOGIN + "?next=" + encode("/a?b=c"))).header("Location"))
        .isEqualTo("/a?b=c");
    for (String next : List.of("//evil", "/\\evil", "http://evil", "evil", "/a\nb")) {
      anonymous.get(LOGIN + "?next=" + encode(next)).expect(400, "beginOidcLogin");
    }
  }

  @Test
  void aProviderInTroubleIsToldOf() throws Exception {
    fake.signsOn(person("ann"));
    Returned returned = goToProvider(LOGIN);
    fake.setBroken(true);
    var answer = comeBack(returned).expect(503, "oauthCallback");
    assertThat(answer.message()).contains(fake.issuer()).contains("access key");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    server.client().get("/user").expect(200);
  }
}
