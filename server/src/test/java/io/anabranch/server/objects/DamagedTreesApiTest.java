package io.anabranch.server.objects;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What clients hear of a file of a tree that is not what was written, until it is mended. On a
 * server that looks for no actions: where it does, a new tree is in memory before it is damaged.
 */
class DamagedTreesApiTest {

  private static TestServer server;

  private TestRepository repository;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = TestServer.start(directory, text -> text + "\nactions:\n  enabled: false\n");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void aRepository() {
    repository = TestRepository.create(server.client());
  }

  enum Damage {
    CUT,
    EMPTY,
    FLIPPED,
    FOREIGN,
    OF_A_LATER_VERSION;

    byte[] of(byte[] file) {
      byte[] damaged = file.clone();
      return switch (this) {
        case CUT -> Arrays.copyOf(file, file.length - 1);
        case EMPTY -> new byte[0];
        case FLIPPED -> {
          damaged[10] ^= 1;
          yield damaged;
        }
        case FOREIGN -> "<html>a page of a proxy</html>".repeat(10).getBytes(US_ASCII);
        case OF_A_LATER_VERSION -> {
          damaged[damaged.length - 12] = 9;
          yield damaged;
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFileIsNamedAndServedOnceItIsMended(Damage damage) throws IOException {
    String commit = repository.commit("main", "a/path", "text");
    String tree =
        repository.get("/commits/" + commit).expect(200).json().path("meta_range_id").asText();
    Path file = server.directory().resolve("hot/" + repository.name() + "/_lakefs/" + tree);
    byte[] intact = Files.readAllBytes(file);
    Files.write(file, damage.of(intact));

    String refs = "/refs/" + commit;
    assertDamageIsTold(refs + "/objects?path=a/path", "getObject", tree);
    assertDamageIsTold(refs + "/objects/ls", "listObjects", tree);
    assertDamageIsTold(refs + "~/diff/" + commit, "diffRefs", tree);

    Files.write(file, intact);
    assertThat(repository.read(commit, "a/path").expect(200).text()).isEqualTo("text");
  }

  private void assertDamageIsTold(String path, String operation, String tree) {
    String message = repository.get(path).expect(500, operation).message();
    assertThat(message)
        .contains("repository '" + repository.name() + "'", "Store `hot`", tree)
        .doesNotContain("Exception", "\n", "\tat ");
  }
}
