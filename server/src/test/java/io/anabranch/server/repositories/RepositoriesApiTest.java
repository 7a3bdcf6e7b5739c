package io.anabranch.server.repositories;

import static io.anabranch.server.testing.TestRepository.freshName;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class RepositoriesApiTest {

  private final TestServer server;
  private final ApiClient client;

  RepositoriesApiTest(TestServer server) {
    this.server = server;
    this.client = server.client();
  }

  @Test
  void createsOnTheStoreThatIsNamed() {
    String name = freshName("created");
    var made =
        create(name, "local://" + name, Map.of("storage_id", "archive", "default_branch", "trunk"))
            .expect(201, "createRepository")
            .json();
    assertThat(made.path("id").asText()).isEqualTo(name);
    assertThat(made.path("storage_id").asText()).isEqualTo("archive");
    assertThat(made.path("storage_namespace").asText()).isEqualTo("local://" + name);
    assertThat(made.path("default_branch").asText()).isEqualTo("trunk");
    assertThat(made.path("read_only").asBoolean(true)).isFalse();
    assertThat(client.get("/repositories/" + name).expect(200, "getRepository").json())
        .isEqualTo(made);
    var listed = client.get("/repositories?prefix=" + name).expect(200, "listRepositories");
    assertThat(texts(listed, "storage_id")).containsExactly("archive");
    assertThat(server.files("archive", name)).containsExactly("_lakefs/dummy");
    assertThat(server.files("hot", name)).isEmpty();
    client.get("/repositories/" + name + "/branches/trunk").expect(200, "getBranch");
  }

  @Test
  void sampleDataIsCommittedToABranchThatIsThenProtected() {
    String name = freshName("sample");
    create(name, "local://" + name, Map.of("storage_id", "archive", "sample_data", true))
        .expect(201, "createRepository");
    String repository = "/repositories/" + name;
    var paths = texts(client.get(repository + "/refs/main/objects/ls").expect(200), "path");
    assertThat(paths)
        .contains("README.md", "LICENSE.md", "penguins/dream.csv", "field-notes/PAL0708.csv");
    assertThat(client.read(name, "main", "penguins/dream.csv").expect(200).text())
        .startsWith("species,island,");
    var log = client.get(repository + "/refs/main/commits").expect(200);
    assertThat(texts(log, "message")).containsExactly("Add sample data", "Repository created");
    assertThat(texts(log, "committer").getFirst()).isEqualTo("admin");
    assertThat(texts(client.get(repository + "/branches/main/diff").expect(200), "path")).isEmpty();
    client.upload(name, "main", "new", "text").expect(403, "uploadObject");
    assertThat(server.files("archive", name + "/data")).hasSameSizeAs(paths);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?bare=true", ""})
  void aRepositoryThatTakesNoFilesTakesNoSampleData(String query) {
    String name = freshName("no-sample");
    var wanted =
        Map.of(
            "name",
            name,
            "storage_id",
            "hot",
            "storage_namespace",
            "local://" + name,
            "read_only",
            query.isEmpty(),
            "sample_data",
            true);
    client.post("/repositories" + query, wanted).expect(400, "createRepository");
    client.get("/repositories/" + name).expect(404);
    assertThat(server.files("hot", name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cold", "HOT", "hot "})
  void refusesAStorageIdThatIsNone(String id) {
    String name = freshName("no-store");
    var refused =
        create(name, "local://" + name, Map.of("storage_id", id)).expect(400, "createRepository");
    assertThat(refused.message()).contains("storage id").contains("hot, archive");
    assertNothingMade(name);
  }

  @Test
  void refusesToChooseAStoreWhenNoneIsTheDefault() {
    String name = freshName("unnamed");
    var refused = create(name, "local://" + name, Map.of()).expect(400, "createRepository");
    assertThat(refused.message()).contains("storage id").contains("hot, archive");
    assertNothingMade(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/x",
        "local://../x",
        "local://a/../../x",
        "local://",
        "local:///etc",
        "no-scheme",
        "LOCAL://x",
        ""
      })
  void refusesANamespaceThatIsNotOnTheStore(String namespace) {
    String name = freshName("bad-namespace");
    var before = server.files("hot", "");
    create(name, namespace, Map.of("storage_id", "hot")).expect(400, "createRepository");
    client.get("/repositories/" + name).expect(404, "getRepository");
    assertThat(server.files("hot", "")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "Upper", "-dash", "a_b", "a.b", "a/b", "ä-name", ""})
  void refusesBadNames(String name) {
    create(name, "local://" + freshName("bad-name"), Map.of("storage_id", "hot"))
        .expect(400, "createRepository");
  }

  @Test
  void refusesANameThatIsTaken() {
    var taken = TestRepository.create(client);
    create(taken.name(), "local://" + freshName("other"), Map.of("storage_id", "archive"))
        .expect(409, "createRepository");
    assertThat(server.files("archive", "r")).isEmpty();
  }

  @Test
  void refusesANamespaceThatIsInUse() {
    var first = TestRepository.create(client);
    String name = freshName("second");
    var refused =
        create(name, "local://" + first.name() + "/", Map.of("storage_id", "hot"))
            .expect(400, "createRepository");
    assertThat(refused.message()).contains("in use");
    client.get("/repositories/" + name).expect(404);
    create(name, "local://" + first.name(), Map.of("storage_id", "archive"))
        .expect(201, "createRepository");
  }

  @Test
  void ofManyCreatorsOfOneRepositoryOneWins() throws Exception {
    String name = freshName("raced");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> attempt =
          () -> create(name, "local://" + name, Map.of("storage_id", "hot")).status();
      var statuses =
          executor.invokeAll(List.of(attempt, attempt, attempt, attempt)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(statuses).containsOnlyOnce(201).allMatch(s -> s == 201 || s == 400 || s == 409);
    }
    client.get("/repositories/" + name + "/branches/main").expect(200);
    assertThat(server.files("hot", name)).containsExactly("_lakefs/dummy");
  }

  @Test
  void keepsATrailingSlashOutOfAddresses() {
    String name = freshName("slash");
    create(name, "local://" + name + "/", Map.of("storage_id", "hot")).expect(201);
    var repository = new TestRepository(client, name);
    repository.commit("main", "a", "one");
    assertThat(repository.read("main@", "a").expect(200).text()).isEqualTo("one");
    assertThat(repository.stat("main", "a").json().path("physical_address").asText())
        .contains("/hot/" + name + "/data/");
  }

  @Test
  void aBareRepositoryHasNoBranchYet() {
    String name = freshName("bare");
    client
        .post(
            "/repositories?bare=true",
            Map.of("name", name, "storage_namespace", "local://" + name, "storage_id", "hot"))
        .expect(201, "createRepository");
    client.get("/repositories/" + name + "/branches/main").expect(404, "getBranch");
    client.get("/repositories/" + name + "/refs/main/objects/ls").expect(404, "listObjects");
    assertThat(server.files("hot", name)).isEmpty();
  }

  @Test
  void aReadOnlyRepositoryChangesOnlyByForce() {
    var used = TestRepository.create(client);
    String name = freshName("read-only");
    var made =
        create(name, "local://" + used.name(), Map.of("storage_id", "hot", "read_only", true))
            .expect(201, "createRepository")
            .json();
    assertThat(made.path("read_only").asBoolean()).isTrue();
    var repository = new TestRepository(client, name);
    repository.upload("main", "a", "one").expect(403, "uploadObject");
    repository
        .post("/branches", Map.of("name", "dev", "source", "main"))
        .expect(403, "createBranch");
    repository.post("/branches/main/commits", Map.of("message", "m")).expect(403, "commit");
    repository.post("/tags", Map.of("id", "v1", "ref", "main")).expect(403, "createTag");
    repository.post("/metadata", Map.of("metadata", Map.of("a", "b"))).expect(403);
    repository.delete("").expect(403, "deleteRepository");
    assertThat(server.files("hot", used.name())).containsExactly("_lakefs/dummy");
    repository
        .post("/branches", Map.of("name", "dev", "source", "main", "force", true))
        .expect(201, "createBranch");
    repository.delete("?force=true").expect(204, "deleteRepository");
  }

  @Test
  void deletingLeavesTheBytesAndFreesTheName() {
    var repository = TestRepository.create(client);
    repository.commit("main", "a", "one");
    var files = server.files("hot", repository.name());
    repository.delete("").expect(204, "deleteRepository");
    repository.delete("").expect(404, "deleteRepository");
    repository.get("").expect(404, "getRepository");
    repository.read("main", "a").expect(404, "getObject");
    assertThat(server.files("hot", repository.name())).isEqualTo(files);
    create(repository.name(), "local://" + repository.name(), Map.of("storage_id", "hot"))
        .expect(400, "createRepository");
    create(repository.name(), "local://" + freshName("again"), Map.of("storage_id", "hot"))
        .expect(201, "createRepository");
    repository.read("main", "a").expect(404, "getObject");
  }

  @Test
  void listsInOrderByPages() {
    String start = freshName("list");
    for (String end : List.of("-c", "-a", "-d", "-b-x")) {
      client.createRepository(start + end, "hot").expect(201);
    }
    String all = "/repositories?prefix=" + start + "-";
    var first = client.get(all + "&amount=2").expect(200, "listRepositories");
    assertThat(texts(first, "id")).containsExactly(start + "-a", start + "-b-x");
    var end = first.json().path("pagination");
    assertThat(end.path("has_more").asBoolean()).isTrue();
    assertThat(end.path("results").asInt()).isEqualTo(2);
    assertThat(end.path("max_per_page").asInt()).isEqualTo(1000);
    var second =
        client
            .get(all + "&after=" + end.path("next_offset").asText())
            .expect(200, "listRepositories");
    assertThat(texts(second, "id")).containsExactly(start + "-c", start + "-d");
    assertThat(second.json().path("pagination").path("has_more").asBoolean(true)).isFalse();
    assertThat(second.json().path("pagination").path("next_offset").asText("?")).isEmpty();
    assertThat(texts(client.get(all + "&search=b-x").expect(200), "id"))
        .containsExactly(start + "-b-x");
    assertThat(texts(client.get(all + "&amount=-1").expect(200), "id")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"1001,400", "-2,400", "x,400", "1000,200", "0,200"})
  void refusesAmountsOutOfBounds(String amount, int status) {
    client.get("/repositories?amount=" + amount).expect(status, "listRepositories");
  }

  @Test
  void keepsMetadata() {
    var repository = TestRepository.create(client);
    assertThat(repository.get("/metadata").expect(200, "getRepositoryMetadata").json()).isEmpty();
    repository.post("/metadata", Map.of("metadata", Map.of("a", "1", "b", "2"))).expect(204);
    repository.post("/metadata", Map.of("metadata", Map.of("b", "3"))).expect(204);
    client
        .delete(repository.path("/metadata"), Map.of("keys", List.of("a", "nothing")))
        .expect(204, "deleteRepositoryMetadata");
    var metadata = repository.get("/metadata").expect(200, "getRepositoryMetadata").json();
    assertThat(metadata).hasToString("{\"b\":\"3\"}");
    repository.post("/metadata", Map.of()).expect(400, "setRepositoryMetadata");
    client.get("/repositories/no-such-one/metadata").expect(404, "getRepositoryMetadata");
  }

  private Answer create(String name, String namespace, Map<String, ?> more) {
    var body = new HashMap<String, Object>(more);
    body.put("name", name);
    body.put("storage_namespace", namespace);
    return client.post("/repositories", body);
  }

  private void assertNothingMade(String name) {
    client.get("/repositories/" + name).expect(404, "getRepository");
    assertThat(server.files("hot", name)).isEmpty();
    assertThat(server.files("archive", name)).isEmpty();
  }
}
