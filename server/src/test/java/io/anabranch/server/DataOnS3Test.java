package io.anabranch.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories whose store is at the other end of a network, by S3. */
class DataOnS3Test {

  private static S3ProxyServer store;
  private static S3ProxyServer mirror;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    store = S3ProxyServer.start();
    store.createBucket("lake");
    mirror = S3ProxyServer.start();
    mirror.createBucket("lake");
    server =
        TestServer.start(
            directory,
            text ->
                text
                    + store("lake", store, S3ProxyServer.SECRET)
                    + store("mirror", mirror, S3ProxyServer.SECRET)
                    + store("locked", store, "not-the-secret-of-the-store"));
  }

  private static String store(String id, S3ProxyServer at, String secret) {
    return """
        - id: %s
          type: s3
          s3:
            endpoint: %s
            force_path_style: true
            credentials: { access_key_id: %s, secret_access_key: %s }
    """
        .formatted(id, at.endpoint(), S3ProxyServer.ACCESS_KEY, secret);
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
    mirror.close();
  }

  @Test
  void dataIsUploadedCommittedReadListedAndDeleted() {
    var repository = create("lake");
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
    repository.post("/refs/dev/merge/main", Map.of()).expect(409);
  }

  @Test
  void linksLeadStraightToTheStore() {
    var repository = create("lake");
    byte[] first = new byte[5 << 20];
    new Random(5).nextBytes(first);
    var offered = json(repository.get("/branches/main/staging/backing?path=put&presign=true"));
    Link put = atStore(offered.path("presigned_url").asText());
    String etag = put.put(first).expect(200).header("ETag");
    repository
        .put(
            "/branches/main/staging/backing?path=put",
            Map.of(
                "staging",
                Map.of("physical_address", offered.path("physical_address").asText()),
                "checksum",
                etag,
                "size_bytes",
                first.length))
        .expect(200);
    var stat = json(repository.get("/refs/main/objects/stat?path=put&presign=true"));
    Link get = atStore(stat.path("physical_address").asText());
    assertThat(Arrays.equals(get.get().expect(200).bytes(), first)).isTrue();
    assertThat(get.get("Range", "bytes=5-9").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(first, 5, 10));

    String parts = "/branches/main/staging/pmpu";
    var begun = repository.post(parts + "?path=parted&parts=2", Map.of()).expect(201).json();
    String one = sendPart(begun, 0, first);
    String two = sendPart(begun, 1, new byte[] {1, 2, 3});
    Map<String, Object> completion =
        Map.of(
            "physical_address",
            begun.path("physical_address").asText(),
            "parts",
            List.of(Map.of("part_number", 1, "etag", one), Map.of("part_number", 2, "etag", two)));
    String upload = parts + "/" + begun.path("upload_id").asText() + "?path=parted";
    assertThat(repository.put(upload, completion).expect(200).json().path("size_bytes").asLong())
        .isEqualTo(first.length + 3);
    repository.put(upload, completion).expect(200);
    assertThat(repository.read("main", "parted").expect(200).bytes()).hasSize(first.length + 3);
  }

  private static String sendPart(JsonNode begun, int index, byte[] bytes) {
    Link link = atStore(begun.path("presigned_urls").path(index).asText());
    return link.put(bytes).expect(200).header("ETag");
  }

  private static Link atStore(String url) {
    assertThat(url).startsWith(store.endpoint().toString());
    return Link.of(url);
  }

  private static JsonNode json(Answer answer) {
    return answer.expect(200).json();
  }

  @Test
  void aStoreWithWrongCredentialsIsNamedAndTheOthersWork() {
    String name = TestRepository.freshName("locked");
    var answer =
        server
            .client()
            .post(
                "/repositories",
                Map.of(
                    "name",
                    name,
                    "storage_id",
                    "locked",
                    "storage_namespace",
                    "s3://lake/" + name));

    assertThat(answer.text())
        .contains("locked")
        .contains("secret does not fit")
        .doesNotContain("not-the-secret-of-the-store");
    create("lake").commit("main", "a.txt", "works");
  }

  @Test
  void storesWithABucketOfOneNameDoNotMix() {
    String namespace = "s3://lake/" + TestRepository.freshName("same");
    var here = create("lake", namespace);
    var there = create("mirror", namespace);
    String first = here.commit("main", "a.txt", "here");
    there.commit("main", "a.txt", "there");
    here.upload("main", "b.txt", "only here".getBytes(UTF_8)).expect(201);

    assertThat(here.read(first, "a.txt").expect(200).text()).isEqualTo("here");
    assertThat(there.read("main", "a.txt").expect(200).text()).isEqualTo("there");
    there.read("main", "b.txt").expect(404);
    assertThat(there.list("main", "")).containsExactly("a.txt");
  }

  private static TestRepository create(String storageId) {
    return create(storageId, "s3://lake/" + TestRepository.freshName("s3"));
  }

  private static TestRepository create(String storageId, String namespace) {
    String name = TestRepository.freshName("s3");
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", storageId, "storage_namespace", namespace))
        .expect(201);
    return new TestRepository(server.client(), name);
  }
}
