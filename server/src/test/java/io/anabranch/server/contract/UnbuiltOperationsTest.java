package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever asks for an operation that is not built hears that, and its name. */
@ExtendWith(SharedServer.class)
class UnbuiltOperationsTest {

  private final ApiClient client;

  UnbuiltOperationsTest(TestServer server) {
    this.client = server.client();
  }

  @TestFactory
  Stream<DynamicTest> eachSaysSo() throws Exception {
    var api = Api.read();
    return ApiContractTest.notBuiltYet().stream()
        .map(api::operation)
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> saysSo(operation)));
  }

  private void saysSo(ApiOperation operation) {
    String path = "/" + operation.path().replaceAll("\\{\\w+}", "some%2Fname");
    var answer = client.send(operation.method(), path, BodyPublishers.noBody()).expect(501);
    if (!operation.method().equals("HEAD")) {
      assertThat(answer.message()).contains(operation.id() + " ").contains("not built");
    }
  }

  @Test
  void otherPathsAndMethodsAreStillUnknown() {
    client.get("/no/such/endpoint").expect(404);
    client.get("/repositories/no-such-repository").expect(404);
    assertThat(client.send("PATCH", "/repositories", BodyPublishers.noBody()).status())
        .isIn(404, 405);
  }
}
