package io.anabranch.server.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files outside a local store that its allowed_external_prefixes open to it. */
class ExternalFilesApiTest {

  @TempDir Path directory;
  @TempDir Path outside;

  @Test
  void whatIsStagedFromThereIsReadAndStaysThere() throws Exception {
    Path file = Files.writeString(outside.resolve("report.csv"), "a,b\n1,2\n");
    try (var server = TestServer.start(directory, this::allowOutside)) {
      var repository = TestRepository.create(server.client());
      repository
          .put(
              "/branches/main/objects?path=report",
              Map.of("physical_address", "local://" + file, "checksum", "c", "size_bytes", 8))
          .expect(201, "stageObject");
      assertThat(repository.read("main", "report").expect(200).text()).isEqualTo("a,b\n1,2\n");
      assertThat(repository.read("main", "report", "Range", "bytes=4-6").expect(206).text())
          .isEqualTo("1,2");
      repository
          .put(
              "/branches/main/objects?path=other",
              Map.of("physical_address", "local:///etc/passwd", "checksum", "c", "size_bytes", 8))
          .expect(403, "stageObject");
      repository.delete("/branches/main/objects?path=report").expect(204);
      assertThat(file).exists();

      server
          .client()
          .post(
              "/repositories",
              Map.of(
                  "name",
                  "outside",
                  "storage_id",
                  "hot",
                  "storage_namespace",
                  "local://" + outside + "/x"))
          .expect(400, "createRepository");
      assertThat(outside.resolve("x")).doesNotExist();
    }
  }

  private String allowOutside(String configuration) {
    return configuration.replace(
        "/hot }", "/hot, allowed_external_prefixes: [\"" + outside + "\"] }");
  }
}
