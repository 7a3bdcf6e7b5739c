package io.anabranch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.gs.FakeGcs;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories whose store is Google Cloud Storage. */
class DataOnGsTest {

  private static FakeGcs store;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    store = FakeGcs.start();
    store.createBucket("lake");
    server =
        TestServer.start(
            directory,
            text ->
                text
                    + """
                        - id: lake
                          type: gs
                          start: eager
                          default_namespace_prefix: gs://lake
                          gs: { test_endpoint_url: %1$s }
                        - id: locked
                          type: gs
                          gs: { s3_endpoint: %1$s, credentials_json: not-a-key-at-all }
                    """
                        .formatted(store.endpoint()));
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
  }

  @Test
  void dataIsUploadedCommittedReadListedAndDeleted() {
    TestRepository repository = create();
    byte[] large = new byte[7_000_000];
    new Random(7).nextBytes(large);
    repository.upload("main", "large.bin", large).expect(201);
    String first = repository.commit("main", "a/b.txt", "one");
    repository.branch("dev", "main");
    String second = repository.commit("dev", "a/b.txt", "two");

    assertThat(Arrays.equals(repository.read(first, "large.bin").expect(200).bytes(), large))
        .isTrue();
    assertThat(repository.read(first, "large.bin", "Range", "bytes=5-9").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(large, 5, 10));
    assertThat(repository.read(second, "a/b.txt").expect(200).text()).isEqualTo("two");
    assertThat(repository.list("main", "?delimiter=/")).containsExactly("a/", "large.bin");

    repository.delete("/branches/main/objects?path=a/b.txt").expect(204);
    repository.commit("main", "deletes");
    repository.read("main", "a/b.txt").expect(404);
    assertThat(repository.read(first, "a/b.txt").expect(200).text()).isEqualTo("one");
  }

  @Test
  void aStoreWithWrongCredentialsIsNamedAndTheOthersWork() {
    Answer answer = create("locked", TestRepository.freshName("locked"));

    assertThat(answer.text())
        .contains("locked")
        .contains("credentials_json holds no key of a service account")
        .doesNotContain("not-a-key-at-all");
    create().commit("main", "a.txt", "works");
  }

  private static TestRepository create() {
    String name = TestRepository.freshName("gs");
    create("lake", name).expect(201);
    return new TestRepository(server.client(), name);
  }

  private static Answer create(String storageId, String name) {
    return server
        .client()
        .post(
            "/repositories",
            Map.of(
                "name", name, "storage_id", storageId, "storage_namespace", "gs://lake/" + name));
  }
}
