package io.anabranch.server.clones;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class CloneApiTest {

  private final TestServer server;
  private final ApiClient client;
  private final TestRepository repository;
  private final String copy = TestRepository.freshName("clone");

  CloneApiTest(TestServer server) {
    this.server = server;
    this.client = server.client();
    this.repository = TestRepository.create(client);
    repository.commit("main", "a", "one");
    repository.branch("side", "main");
    repository.commit("side", "b/c", "two");
  }

  @Test
  void copiesOnlyWhatIsNotThereWithTheSameBytes() throws IOException {
    bare("archive", "local://" + copy);
    List<String> objects = server.files("hot", repository.name());
    String damaged = first(objects, "data/");
    String intact = first(objects, "_lakefs/");
    plant(damaged, new byte[(int) Files.size(original(damaged))]);
    plant(intact, Files.readAllBytes(original(intact)));

    JsonNode status = clonedStatus();
    assertThat(status.path("error").isMissingNode()).as(status.toString()).isTrue();
    assertThat(status.path("copied_objects").asLong())
        .isEqualTo(status.path("objects").asLong() - 1);
    assertThat(status.path("bytes").asLong()).isPositive();
    for (String name : server.files("hot", repository.name())) {
      assertThat(target(name)).hasSameBinaryContentAs(original(name));
    }
    assertThat(client.read(copy, "side", "b/c").expect(200).text()).isEqualTo("two");
    assertThat(client.read(copy, "side", "a").expect(200).text()).isEqualTo("one");
  }

  @Test
  void refusesWhatCannotBeCloned() {
    submit(repository.name(), Map.of("target", copy)).expect(404, "cloneSubmit");
    submit(repository.name(), Map.of()).expect(400, "cloneSubmit");
    submit("no-such-one", Map.of("target", repository.name())).expect(404, "cloneSubmit");
    String filled = TestRepository.create(client).name();
    var notBare = submit(repository.name(), Map.of("target", filled)).expect(400, "cloneSubmit");
    assertThat(notBare.message()).contains("'" + filled + "' has branches");
    bare("hot", "local://" + repository.name() + "/inside");
    var inside = submit(repository.name(), Map.of("target", copy)).expect(400, "cloneSubmit");
    assertThat(inside.message()).contains("lie in each other");
    client.get(route(repository.name()) + "?task_id=CLnone").expect(404, "cloneStatus");
  }

  private void bare(String storageId, String namespace) {
    client
        .post(
            "/repositories?bare=true",
            Map.of("name", copy, "storage_id", storageId, "storage_namespace", namespace))
        .expect(201);
  }

  private Answer submit(String source, Map<String, String> body) {
    return client.post(route(source), body);
  }

  private static String route(String source) {
    return "//api/anabranch/v1/repositories/" + source + "/clone";
  }

  private JsonNode clonedStatus() {
    var accepted = submit(repository.name(), Map.of("target", copy)).expect(202, "cloneSubmit");
    String status = route(repository.name()) + "?task_id=" + accepted.json().path("id").asText();
    var latest = new JsonNode[1];
    Eventually.succeeds(
        () -> {
          latest[0] = client.get(status).expect(200, "cloneStatus").json();
          assertThat(latest[0].path("done").asBoolean()).isTrue();
        });
    return latest[0];
  }

  private static String first(List<String> names, String folder) {
    return names.stream().filter(name -> name.startsWith(folder)).findFirst().orElseThrow();
  }

  private Path original(String name) {
    return server.directory().resolve("hot").resolve(repository.name()).resolve(name);
  }

  private Path target(String name) {
    return server.directory().resolve("archive").resolve(copy).resolve(name);
  }

  private void plant(String name, byte[] bytes) throws IOException {
    Files.createDirectories(target(name).getParent());
    Files.write(target(name), bytes);
  }
}
