package io.anabranch.server;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.s3gateway.S3Clients;
import io.anabranch.server.s3gateway.S3Objects;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.PartedUpload;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server does with repositories whose store is at the other end of a network, the same for
 * every type of store. Each class that extends it brings one.
 *
 * @param <S> what stands in for the store
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RemoteDataContract<S extends AutoCloseable> {

  private static final String WRONG = "bm90LXRoZS1zZWNyZXQ=";

  private S store;
  private TestServer server;

  /** Where it cannot run, this aborts the class. */
  abstract S startStore();

  /**
   * The configuration of one that holds data, {@code lake}, and of others.
   *
   * @param wrongSecret for one that is called {@code locked}
   */
  abstract String stores(S store, String wrongSecret);

  /** What storage namespaces begin with on every one of the stores. */
  abstract String namespaces();

  /** What is said of the store with wrong credentials. */
  abstract String diagnosis();

  /** What links of the store itself begin with. */
  abstract String place(S store);

  /** Whether the store has links to parts, too. */
  boolean linksParts() {
    return true;
  }

  /** Sends a whole object; the store's ETag. */
  String put(Link link, byte[] bytes) {
    return link.put(bytes).expect(200).header("ETag");
  }

  @BeforeAll
  void start(@TempDir Path directory) {
    store = startStore();
    server = TestServer.start(directory, text -> text + stores(store, WRONG));
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @Test
  void dataIsUploadedCommittedReadListedAndDeleted() {
    var repository = create("lake");
    byte[] large = random(7_000_000);
    repository.upload("main", "large.bin", large).expect(201);
    String first = repository.commit("main", "a/b.txt", "one");
    repository.branch("dev", "main");
    String second = repository.commit("dev", "a/b.txt", "two");

    isEqual(repository.read(first, "large.bin").expect(200), large);
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
    byte[] bytes = random(1_000_000);
    String backing = "/branches/main/staging/backing?path=" + encode("dir/ä b.bin");
    JsonNode offered = repository.get(backing + "&presign=true").expect(200).json();
    String etag = put(atStore(offered.path("presigned_url")), bytes);
    repository
        .put(
            backing,
            Map.of(
                "staging",
                Map.of("physical_address", offered.path("physical_address").asText()),
                "checksum",
                etag.isEmpty() ? "not told" : etag,
                "size_bytes",
                bytes.length))
        .expect(200, "linkPhysicalAddress");

    isEqual(repository.read("main", "dir/ä b.bin").expect(200), bytes);
    String stat = "/refs/main/objects/stat?presign=true&path=" + encode("dir/ä b.bin");
    Link get = atStore(repository.get(stat).expect(200).json().path("physical_address"));
    isEqual(get.get().expect(200), bytes);
    assertThat(get.get("Range", "bytes=5-9").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(bytes, 5, 10));
  }

  @Test
  void partsAreSentByLinksAndCopiedAndBecomeAnObject() {
    var repository = create("lake");
    byte[] first = random(5 << 20);
    byte[] source = random((5 << 20) + 10);
    byte[] last = {1, 2, 3};
    repository.upload("main", "source", source).expect(201);

    var upload = PartedUpload.begin(repository, "dir/parted", 1);
    assertThat(upload.url(1).startsWith(place(store))).isEqualTo(linksParts());
    var three = upload.send(3, last);
    var one = upload.send(1, first);
    String range = "bytes=5-" + ((5 << 20) + 4);
    var two =
        PartedUpload.part(
            2, upload.copy(2, repository, "source", range).expect(204).header("ETag"));
    upload.complete(List.of(two, one, three)).expect(400, "completePresignMultipartUpload");
    upload.complete(List.of(one, PartedUpload.part(2, "other"), three)).expect(400);
    repository.read("main", "dir/parted").expect(404);

    byte[] whole =
        ByteBuffer.allocate((10 << 20) + last.length)
            .put(first)
            .put(source, 5, 5 << 20)
            .put(last)
            .array();
    JsonNode stats = upload.complete(List.of(one, two, three)).expect(200).json();
    assertThat(stats.path("size_bytes").asLong()).isEqualTo(whole.length);
    upload.complete(List.of(one, two, three)).expect(200, "completePresignMultipartUpload");
    String commit = repository.commit("main", "with parts");
    isEqual(repository.read(commit, "dir/parted").expect(200), whole);

    var givenUp = PartedUpload.begin(repository, "given-up", 0);
    var part = givenUp.send(1, last);
    givenUp.abort().expect(204, "abortPresignMultipartUpload");
    givenUp.complete(List.of(part)).expect(404, "completePresignMultipartUpload");
  }

  @Test
  void s3ClientsSeeTheSameOnEveryStore() throws NoSuchAlgorithmException {
    var repository = create("lake");
    var elsewhere = TestRepository.create(server.client());
    byte[] small = random(100_000);
    byte[] first = random(5 << 20);
    byte[] last = {1, 2, 3};
    try (var s3 = S3Clients.of(server)) {
      var objects = new S3Objects(s3, repository.name());
      String etag = objects.put("main/dir/ä b+c", small);
      assertThat(etag).isEqualTo('"' + HexFormat.of().formatHex(md5(small)) + '"');
      var whole = objects.get("main/dir/ä b+c");
      isEqual(whole.asByteArray(), small);
      assertThat(whole.response().metadata()).isEqualTo(Map.of("a", "1"));
      String checksum = whole.response().checksumSHA256();
      assertThat(checksum).isNotBlank();
      isEqual(objects.range("main/dir/ä b+c", "bytes=5-9"), Arrays.copyOfRange(small, 5, 10));

      String joined = objects.putParts("main/parts", first, last);
      byte[] md5s = ByteBuffer.allocate(32).put(md5(first)).put(md5(last)).array();
      assertThat(joined).isEqualTo('"' + HexFormat.of().formatHex(md5(md5s)) + "-2\"");
      isEqual(objects.range("main/parts", "bytes=-4"), new byte[] {first[(5 << 20) - 1], 1, 2, 3});
      assertThat(objects.list("main/")).containsExactly("main/dir/ä b+c", "main/parts");

      var there = new S3Objects(s3, elsewhere.name());
      there.copy(repository.name(), "main/dir/ä b+c", "main/copy");
      objects.copy(elsewhere.name(), "main/copy", "main/back");
      var back = objects.get("main/back");
      isEqual(back.asByteArray(), small);
      assertThat(back.response().eTag()).isEqualTo(etag);
      assertThat(back.response().metadata()).isEqualTo(Map.of("a", "1"));
      assertThat(back.response().checksumSHA256()).isEqualTo(checksum);
      isEqual(repository.read("main", "back").expect(200).bytes(), small);
      s3.deleteObject(r -> r.bucket(repository.name()).key("main/back"));
      assertThat(objects.list("main/")).containsExactly("main/dir/ä b+c", "main/parts");
    }
  }

  private static byte[] md5(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("MD5").digest(bytes);
  }

  @Test
  void aStoreWithWrongCredentialsIsNamedAndTheOthersWork() {
    String name = TestRepository.freshName("locked");

    assertThat(create("locked", name, namespaces() + name).text())
        .contains("locked")
        .contains(diagnosis())
        .doesNotContain(WRONG);
    create("lake").commit("main", "a.txt", "works");
  }

  private TestRepository create(String storageId) {
    return create(storageId, namespaces() + TestRepository.freshName("ns"));
  }

  TestRepository create(String storageId, String namespace) {
    String name = TestRepository.freshName("remote");
    create(storageId, name, namespace).expect(201);
    return new TestRepository(server.client(), name);
  }

  private Answer create(String storageId, String name, String namespace) {
    return server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", storageId, "storage_namespace", namespace));
  }

  private Link atStore(JsonNode url) {
    assertThat(url.asText()).startsWith(place(store));
    return Link.of(url.asText());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void isEqual(Answer answer, byte[] bytes) {
    isEqual(answer.bytes(), bytes);
  }

  private static void isEqual(byte[] read, byte[] bytes) {
    assertThat(Arrays.equals(read, bytes)).as("all bytes, as sent").isTrue();
  }
}
