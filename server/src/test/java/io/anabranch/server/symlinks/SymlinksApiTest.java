package io.anabranch.server.symlinks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class SymlinksApiTest {

  private final TestServer server;
  private final TestRepository repository;

  SymlinksApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void everyDirectoryListsItsOwnFiles() throws IOException {
    // In the order of paths, those of a directory are not all next to each other.
    for (String path : List.of("root", "t/a", "t/d=1/x", "t/d=1/y", "t/z", "u/deep/er/x")) {
      repository.upload("main", path, path).expect(201);
    }
    String location = create("").path("location").asText();
    assertThat(location)
        .isEqualTo(
            "local://" + server.directory().resolve("hot/" + repository.name() + "/symlinks"));
    assertThat(manifests()).containsExactlyInAnyOrder("", "t", "t/d=1", "u/deep/er");
    assertThat(lines("")).containsExactly(address("root"));
    assertThat(lines("t")).containsExactly(address("t/a"), address("t/z"));
    assertThat(lines("t/d=1")).containsExactly(address("t/d=1/x"), address("t/d=1/y"));

    repository.upload("main", "t/a", "other").expect(201);
    create("t/d");
    assertThat(lines("t")).doesNotContain(address("t/a"));
    create("t/");
    assertThat(lines("t")).contains(address("t/a"));
    repository.post("/refs/none/symlink", Map.of()).expect(404, "createSymlinkFile");
  }

  private JsonNode create(String prefix) {
    return repository
        .post("/refs/main/symlink?location=" + prefix, Map.of())
        .expect(201, "createSymlinkFile")
        .json();
  }

  private String address(String path) {
    return repository.stat("main", path).expect(200).json().path("physical_address").asText();
  }

  private Path folder() {
    String name = repository.name();
    return server.directory().resolve("hot/" + name + "/symlinks/" + name + "/main");
  }

  private List<String> lines(String directory) throws IOException {
    return Files.readAllLines(folder().resolve(directory).resolve("symlink.txt"));
  }

  private List<String> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder().relativize(file).toString().replaceFirst("/?symlink\\.txt$", ""))
          .toList();
    }
  }
}
