package io.anabranch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.azure.AzuriteServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories whose store is an account of Azure Blob Storage. */
class DataOnAzureTest {

  private static final String NAMESPACES =
      "https://" + AzuriteServer.ACCOUNT + ".blob.core.windows.net/lake/";
  private static final String WRONG_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static AzuriteServer store;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    store = AzuriteServer.start();
    store.createContainer("lake");
    server =
        TestServer.start(
            directory,
            text -> text + store("lake", AzuriteServer.KEY) + store("locked", WRONG_KEY));
  }

  private static String store(String id, String key) {
    return """
        - id: %s
          type: azure
          azure:
            storage_account: %s
            storage_access_key: %s
            test_endpoint_url: %s
    """
        .formatted(id, AzuriteServer.ACCOUNT, key, store.endpoint());
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
  }

  @Test
  void dataIsUploadedCommittedReadListedAndDeleted() {
    var repository = create();
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
  void aStoreWithAWrongKeyIsNamedAndTheOthersWork() {
    String name = TestRepository.freshName("locked");
    var answer =
        server
            .client()
            .post(
                "/repositories",
                Map.of(
                    "name", name, "storage_id", "locked", "storage_namespace", NAMESPACES + name));

    assertThat(answer.text())
        .contains("locked")
        .contains("refuses these credentials")
        .doesNotContain(WRONG_KEY);
    create().commit("main", "a.txt", "works");
  }

  private static TestRepository create() {
    String name = TestRepository.freshName("azure");
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", "lake", "storage_namespace", NAMESPACES + name))
        .expect(201);
    return new TestRepository(server.client(), name);
  }
}
