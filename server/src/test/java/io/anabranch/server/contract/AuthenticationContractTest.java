package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without credentials the server answers only the operations of which the document says so. */
@ExtendWith(SharedServer.class)
class AuthenticationContractTest {

  private final ApiClient anonymous;

  AuthenticationContractTest(TestServer server) {
    this.anonymous = ApiClient.anonymous(server.uri());
  }

  @Test
  void everyOtherOperationIsRefused() {
    var api = Api.read();
    Set<String> open = openOperations(api.document());
    assertThat(open).contains("login", "setup", "getSetupState", "healthCheck");
    for (ApiOperation operation : api.operations()) {
      if (!open.contains(operation.id())) {
        String path = "/" + operation.path().replaceAll("\\{\\w+}", "abc");
        var body =
            operation.requestBody().isMissingNode()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString("{}");
        var answer = anonymous.send(operation.method(), path, body);
        assertThat(answer.status()).as(operation.id()).isEqualTo(401);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//%61pi/v1/config",
        "//api//v1/config",
        "//api/v1/config/",
        "//api%2Fv1/config",
        "//API/v1/config",
        "//api;x=1/v1/config",
        "//x/../api/v1/config"
      })
  void noSpellingOfAPathGoesAround(String path) {
    assertThat(anonymous.get(path).status()).isIn(400, 401, 404);
  }

  private static Set<String> openOperations(JsonNode document) {
    Set<String> open = new TreeSet<>();
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.path("security").isArray() && operation.path("security").isEmpty()) {
          open.add(operation.path("operationId").asText());
        }
      }
    }
    return open;
  }
}
