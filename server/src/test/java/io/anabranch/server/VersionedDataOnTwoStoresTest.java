package io.anabranch.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.S3Clients;
import io.anabranch.server.s3gateway.S3Objects;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server is for, from end to end: one scenario on each of several stores. */
@ExtendWith(SharedServer.class)
class VersionedDataOnTwoStoresTest {

  private final TestServer server;

  VersionedDataOnTwoStoresTest(TestServer server) {
    this.server = server;
  }

  @Test
  void theSameKeysOnTwoStoresDoNotMix() {
    List<String> stores = List.of("hot", "archive");
    List<TestRepository> repositories =
        stores.stream().map(store -> TestRepository.create(server.client(), store)).toList();
    try (var s3 = S3Clients.of(server)) {
      for (var repository : repositories) {
        new S3Objects(s3, repository.name()).put("main/data/s3", repository.name().getBytes(UTF_8));
        repository.upload("main", "data/rest", repository.name()).expect(201);
        repository.commit("main", "both");
      }
      for (int i = 0; i < stores.size(); i++) {
        var repository = repositories.get(i);
        var objects = new S3Objects(s3, repository.name());
        assertThat(repository.read("main", "data/s3").expect(200).text())
            .isEqualTo(repository.name());
        assertThat(objects.get("main/data/rest").asUtf8String()).isEqualTo(repository.name());
        assertThat(objects.list("main/")).containsExactly("main/data/rest", "main/data/s3");
        assertThat(server.files(stores.get(i), repository.name()))
            .filteredOn(file -> file.startsWith("data/"))
            .hasSize(2);
        assertThat(server.files(stores.get(1 - i), repository.name())).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "archive"})
  void branchesChangesAndMergesData(String store) {
    var repository = TestRepository.create(server.client(), store);
    String first = repository.commit("main", "a/b.txt", "one");
    repository.branch("dev", "main");
    repository.upload("dev", "a/b.txt", "two").expect(201);
    repository.upload("dev", "new.txt", "new").expect(201);
    String second = repository.commit("dev", "second");

    var diff = repository.get("/refs/main/diff/dev").expect(200, "diffRefs");
    assertThat(TestRepository.texts(diff, "path")).containsExactly("a/b.txt", "new.txt");
    assertThat(TestRepository.texts(diff, "type")).containsExactly("changed", "added");

    String merge =
        repository
            .post("/refs/dev/merge/main", Map.of())
            .expect(200, "mergeIntoBranch")
            .json()
            .path("reference")
            .asText();
    repository.post("/tags", Map.of("id", "v1", "ref", "main")).expect(201, "createTag");

    assertThat(repository.read("v1", "a/b.txt").expect(200).text()).isEqualTo("two");
    assertThat(repository.read(first, "a/b.txt").expect(200).text()).isEqualTo("one");
    assertThat(repository.list("main", "?delimiter=/")).containsExactly("a/", "new.txt");
    var log = repository.get("/refs/main/commits").expect(200, "logCommits");
    assertThat(TestRepository.texts(log, "id")).hasSize(4).contains(merge, first, second);
    assertThat(server.files(store, repository.name()))
        .as("the data of both versions lies in the chosen store")
        .filteredOn(file -> file.startsWith("data/"))
        .hasSize(3);
    repository.delete("").expect(204, "deleteRepository");
    repository.get("").expect(404, "getRepository");
  }
}
