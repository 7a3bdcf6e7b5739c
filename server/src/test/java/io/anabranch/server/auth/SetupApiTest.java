package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody has set up yet. */
class SetupApiTest {

  @Test
  void ofManyAtOnceOneSetsUp(@TempDir Path directory) throws Exception {
    try (var server = TestServer.startWithoutUser(directory);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var client = ApiClient.anonymous(server.uri());
      var before = client.get("/setup_lakefs").expect(200, "getSetupState").json();
      assertThat(before.path("state").asText()).isEqualTo("not_initialized");
      server.client().get("/user").expect(401);
      client.get("/repositories").expect(401);

      Callable<Answer> attempt = () -> client.post("/setup_lakefs", Map.of("username", "ann"));
      var answers =
          executor.invokeAll(Collections.nCopies(6, attempt)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).contains(409);
      assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
      var key =
          answers.stream()
              .filter(answer -> answer.status() == 200)
              .findFirst()
              .orElseThrow()
              .expect(200, "setup")
              .json();
      assertThat(key.path("access_key_id").asText()).matches("AKIAJ[A-Z2-7]{14}Q");
      assertThat(key.path("secret_access_key").asText()).hasSize(40);
      var signedIn =
          ApiClient.withKey(
              server.uri(),
              key.path("access_key_id").asText(),
              key.path("secret_access_key").asText());
      assertThat(signedIn.get("/user").expect(200).json().path("user").path("id").asText())
          .isEqualTo("ann");
    }
  }
}
