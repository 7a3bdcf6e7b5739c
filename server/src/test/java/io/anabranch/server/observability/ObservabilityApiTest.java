package io.anabranch.server.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class ObservabilityApiTest {

  private final TestServer server;
  private final ApiClient anonymous;

  ObservabilityApiTest(TestServer server) {
    this.server = server;
    this.anonymous = ApiClient.anonymous(server.uri());
  }

  @Test
  void saysThatItLivesAndIsReady() {
    assertThat(anonymous.get("//livez").expect(200).text()).isEqualTo("alive");
    assertThat(anonymous.get("//_health").expect(200).text()).matches("alive! [0-9a-f-]{36}");
    var ready = anonymous.get("//readyz").expect(200).json();
    assertThat(ready.path("database").asText()).isEqualTo("ready");
  }

  @Test
  void tellsWhichDocumentItIsHeldTo() {
    var document = anonymous.get("//openapi.json").expect(200).json();
    assertThat(document.path("paths").has("/repositories")).isTrue();
  }

  @Test
  void countsCallsOfEachStoreAndOperation() {
    var repository = TestRepository.create(server.client(), "archive");
    repository.upload("main", "a", "one").expect(201);
    repository.read("main", "a").expect(200);
    String metrics = anonymous.get("//metrics").expect(200).text();
    assertThat(metrics.lines())
        .anyMatch(line -> line.contains("store=\"archive\"") && line.contains("operation=\"put\""))
        .anyMatch(line -> line.contains("store=\"archive\"") && line.contains("operation=\"open\""))
        .anyMatch(
            line ->
                line.startsWith("anabranch_http_requests_seconds_count")
                    && line.contains("/api/v1/repositories/{repository}/branches/{branch}/objects")
                    && line.contains("status=\"201\""));
    assertThat(metrics)
        .as("no label grows with what clients name")
        .doesNotContain(repository.name());
  }

  @Test
  void returnsTheRequestIdOfTheClient() {
    assertThat(id("Abc-1.2:3_x")).isEqualTo("Abc-1.2:3_x");
    assertThat(anonymous.get("/user", "X-Request-Id", "mine").expect(401).header("X-Request-Id"))
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "<script>", "a\tb"})
  void replacesRequestIdsThatAreNotPlain(String given) {
    assertThat(id(given)).matches("[0-9a-f]{16}");
  }

  @Test
  void replacesRequestIdsThatAreLong() {
    assertThat(id("x".repeat(64))).hasSize(64);
    assertThat(id("x".repeat(65))).matches("[0-9a-f]{16}");
  }

  private String id(String given) {
    return anonymous.get("/healthcheck", "X-Request-Id", given).expect(204).header("X-Request-Id");
  }
}
