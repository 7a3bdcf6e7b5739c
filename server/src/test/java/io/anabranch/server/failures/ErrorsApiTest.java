package io.anabranch.server.failures;

import static io.anabranch.server.testing.TestRepository.freshName;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says to requests that no feature gets to see. */
@ExtendWith(SharedServer.class)
class ErrorsApiTest {

  private final ApiClient client;
  private final TestRepository repository;

  ErrorsApiTest(TestServer server) {
    this.client = server.client();
    this.repository = TestRepository.create(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "7",
        "{\"name\":7,\"storage_namespace\":{}}",
        "{}}{"
      })
  void refusesBodiesThatAreNotWhatIsNeeded(String json) {
    assertThat(said(client.sendJson("POST", "/repositories", json).expect(400, "createRepository")))
        .doesNotContain("creation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | {\"storage_namespace\":\"local://x\"}",
        "storage_namespace | {\"name\":\"valid-name\"}",
        "name | {\"name\":null,\"storage_namespace\":\"local://x\"}",
      })
  void namesTheFieldThatIsWrong(String field, String json) {
    Answer refused = client.sendJson("POST", "/repositories", json).expect(400, "createRepository");
    assertThat(refused.message()).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /branches | {\"name\":\"dev\"} | source",
        "POST | /tags | {\"id\":\"v1\"} | ref",
        "POST | /branches/main/commits | {} | message",
        "POST | /branches/main/commits | {\"message\":\"m\",\"date\":\"today\"} | column 30",
        "POST | /branches/main/commits | {\"message\":\"m\",\"metadata\":[]} | column 28",
        "POST | /branches/main/objects/delete | {} | paths",
        "POST | /branches/main/objects/copy?dest_path=a | {} | src_path",
        "PUT | /branches/main/objects?path=a | {\"checksum\":\"c\",\"size_bytes\":1} | physical_address",
        "PUT | /branches/main/objects/stat/user_metadata?path=a | {} | set",
        "PUT | /branches/main/staging/backing?path=a | {\"checksum\":\"c\",\"size_bytes\":1} | staging",
        "PUT | /branches/main | {} | type",
        "POST | /metadata | {} | metadata",
        "DELETE | /metadata | {} | keys",
      })
  void saysWhatIsMissingOrWrong(String method, String path, String json, String field) {
    Answer refused = client.sendJson(method, repository.path(path), json).expect(400);
    assertThat(said(refused)).contains(field);
  }

  @Test
  void namesANamespaceThatIsOnlyAScheme() {
    String json =
        "{\"name\":\"valid-name\",\"storage_namespace\":\"local://\",\"storage_id\":\"hot\"}";
    assertThat(said(client.sendJson("POST", "/repositories", json).expect(400, "createRepository")))
        .contains("invalid namespace 'local://'");
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    String name = freshName("unknown");
    client
        .sendJson(
            "POST",
            "/repositories?unknown=1",
            "{\"name\":\"%s\",\"storage_namespace\":\"local://%s\",\"storage_id\":\"hot\",\"x\":{}}"
                .formatted(name, name))
        .expect(201, "createRepository");
  }

  @Test
  void refusesOtherContentTypes() {
    for (String type : new String[] {"text/plain", "application/xml", "nonsense"}) {
      said(
          client
              .send("POST", "/repositories", BodyPublishers.ofString("{}"), "Content-Type", type)
              .expect(400, "createRepository"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/branches?amount=many", "/branches?show_hidden=maybe", "/branches?amount=1001",
        "/tags?amount=1001", "/branches/main/diff?amount=1001", "/refs/main/objects/ls?amount=-2",
        "/refs/main/diff/main?amount=99999999999", "/branches?amount=1&amount=2"
      })
  void refusesParametersThatAreNotWhatIsNeeded(String path) {
    said(repository.get(path).expect(400));
  }

  @Test
  void refusesAParameterOfOneValueThatIsGivenTwice() {
    assertThat(said(repository.get("/branches?after=a&amount=1&after=b").expect(400)))
        .contains("'after' is given 2 times");
    repository.get("/refs/main/commits?objects=a&objects=b").expect(200, "logCommits");
    repository.get("/branches?unknown=a&unknown=b").expect(200, "listBranches");
  }

  @Test
  void refusesAnEmptyValueWhereOneIsNeeded() {
    said(repository.get("/refs/main/objects?path=").expect(400, "getObject"));
    said(repository.get("/refs/main/objects").expect(400, "getObject"));
  }

  @Test
  void refusesJsonBeyondTheLimit() {
    String json = "{\"message\":\"" + "x".repeat(11 << 20) + "\"}";
    Answer refused = client.sendJson("POST", repository.path("/branches/main/commits"), json);
    assertThat(said(refused.expect(413))).contains("longer than the 10485760 bytes");
  }

  @Test
  void saysThatAnEndpointDoesNotExist() {
    Answer unknown = client.get("/no/such/endpoint").expect(404);
    assertThat(said(unknown)).contains("endpoint");
    assertThat(said(client.get("//nowhere").expect(404))).contains("endpoint");
    assertThat(client.send("PATCH", "/repositories", BodyPublishers.noBody()).status())
        .isIn(404, 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper-case", "a", "with%20space", "a%00b"})
  void refusesNamesThatNoRepositoryHas(String name) {
    said(client.get("/repositories/" + name).expect(400, "getRepository"));
  }

  private static String said(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("message");
    assertThat(answer.message()).isNotBlank().doesNotContain("\n", "REDACTED", "For input");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    return answer.message();
  }
}
