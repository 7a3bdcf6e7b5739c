package io.anabranch.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class MetadataApiTest {

  private final TestServer server;
  private final TestRepository repository;

  MetadataApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void saysWhereTheFilesOfTreesLieAndSendsThem() throws IOException {
    String commit = repository.commit("main", "a", "one");
    String tree = repository.get("/commits/" + commit).json().path("meta_range_id").asText();
    var located = repository.get("/metadata/meta_range/" + tree).expect(200, "getMetaRange");
    String location = "_lakefs/" + tree;
    assertThat(located.json().path("location").asText()).isEqualTo(location);
    assertThat(located.header("Location")).isEqualTo(location);
    for (String name : server.files("hot", repository.name() + "/_lakefs")) {
      if (name.length() != 64) {
        continue;
      }
      Path file = server.directory().resolve("hot").resolve(repository.name() + "/_lakefs/" + name);
      String kind = name.equals(tree) ? "meta_range" : "range";
      var sent =
          repository.get("/metadata/object/" + kind + "/" + name).expect(200, "getMetadataObject");
      assertThat(sent.bytes()).isEqualTo(Files.readAllBytes(file));
      assertThat(sent.header("Content-Length")).isEqualTo(Long.toString(Files.size(file)));
      String link =
          repository
              .get("/metadata/object/" + kind + "/" + name + "?presign=true")
              .expect(302, "getMetadataObject")
              .header("Location");
      assertThat(Link.of(link).get().expect(200).bytes()).isEqualTo(sent.bytes());
      repository.get("/metadata/" + kind + "/" + name).expect(200);
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    String none = "0".repeat(64);
    repository.get("/metadata/meta_range/" + none).expect(404, "getMetaRange");
    repository.get("/metadata/range/" + none).expect(404, "getRange");
    repository.get("/metadata/object/range/" + none).expect(404, "getMetadataObject");
    repository.get("/metadata/range/dummy").expect(400, "getRange");
    repository.get("/metadata/object/other/" + none).expect(400, "getMetadataObject");
    repository
        .get("/metadata/object/range/" + none + "?presign=true")
        .expect(404, "getMetadataObject");
  }
}
