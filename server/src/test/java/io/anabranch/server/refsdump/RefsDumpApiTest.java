package io.anabranch.server.refsdump;

import static io.anabranch.server.testing.TestRepository.freshName;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class RefsDumpApiTest {

  private final TestServer server;
  private final ApiClient client;
  private final TestRepository repository;

  RefsDumpApiTest(TestServer server) {
    this.server = server;
    this.client = server.client();
    this.repository = TestRepository.create(client);
  }

  @Test
  void aDumpIsRestoredIntoABareRepositoryOverTheSameData() throws IOException {
    repository.commit("main", "a", "one");
    repository.branch("side", "main");
    repository.commit("side", "b", "two");
    repository.post("/tags", Map.of("id", "v1", "ref", "main")).expect(201);
    var dump = repository.put("/refs/dump", Map.of()).expect(201, "dumpRefs");
    var manifest =
        server.directory().resolve("hot/" + repository.name() + "/_lakefs/refs_manifest.json");
    assertThat(Files.readString(manifest)).isEqualTo(dump.text());

    TestRepository bare = repository.bare();
    client.sendJson("PUT", bare.path("/refs/restore"), dump.text()).expect(200, "restoreRefs");
    assertThat(bare.head("side")).isEqualTo(repository.head("side"));
    assertThat(bare.read("side", "b").expect(200).text()).isEqualTo("two");
    assertThat(bare.read("v1", "a").expect(200).text()).isEqualTo("one");
    bare.commit("main", "c", "three");
    client.sendJson("PUT", bare.path("/refs/restore"), dump.text()).expect(400, "restoreRefs");
  }

  @Test
  void refusesADumpThatIsNotThere() {
    TestRepository bare = repository.bare();
    String none = "0".repeat(64);
    bare.put(
            "/refs/restore",
            Map.of(
                "commits_meta_range_id", none,
                "tags_meta_range_id", none,
                "branches_meta_range_id", none))
        .expect(410, "restoreRefs");
    bare.put("/refs/restore", Map.of()).expect(400, "restoreRefs");
    client.put("/repositories/" + freshName("none") + "/refs/dump", Map.of()).expect(404);
  }
}
