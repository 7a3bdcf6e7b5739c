package io.anabranch.server.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.PartedUpload;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts that clients send by links. */
class PartedUploadsApiTest {

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server =
        TestServer.start(
            directory,
            text ->
                text
                    + """
                        - id: memory
                          type: mem
                        - id: whole
                          type: mem
                          mem: { disable_pre_signed_multipart: true }
                    """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestRepository create(String store) {
    String name = TestRepository.freshName("parts");
    String scheme = store.equals("hot") ? "local://" : "mem://";
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", store, "storage_namespace", scheme + name))
        .expect(201);
    return new TestRepository(server.client(), name);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void partsBecomeAnObject(String store) {
    var repository = create(store);
    var upload = PartedUpload.begin(repository, "dir/large.bin", 1);
    assertThat(upload.urls()).hasSize(1);
    byte[] first = random(5 << 20);
    byte[] second = random(100_000);
    var two = upload.send(2, second);
    upload.send(1, second);
    var one = upload.send(1, first);
    repository.read("main", "dir/large.bin").expect(404);

    var stats =
        upload
            .at(
                "",
                Map.of(
                    "physical_address",
                    upload.address(),
                    "parts",
                    List.of(one, two),
                    "content_type",
                    "image/png",
                    "user_metadata",
                    Map.of("k", "v")))
            .expect(200, "completePresignMultipartUpload")
            .json();
    assertThat(stats.path("size_bytes").asLong()).isEqualTo(first.length + second.length);
    assertThat(stats.path("content_type").asText()).isEqualTo("image/png");
    assertThat(stats.path("metadata").path("k").asText()).isEqualTo("v");
    assertThat(stats.path("checksum").asText()).isNotEmpty().doesNotContain("\"");
    assertThat(stats.path("physical_address").asText()).isEqualTo(upload.address());
    byte[] read = repository.read("main", "dir/large.bin").expect(200).bytes();
    assertThat(Arrays.equals(read, join(first, second))).isTrue();
    repository.commit("main", "with parts");

    JsonNode again = upload.complete(List.of(one, two)).expect(200).json();
    assertThat(again.path("checksum")).as("after a lost answer").isEqualTo(stats.path("checksum"));
    Link late = Link.of(upload.urls().getFirst());
    assertThat(late.put(second).expect(404, "writeLinkedObject").message())
        .contains("begin another");
    upload.abort().expect(204);
    read = repository.read("main", "dir/large.bin").expect(200).bytes();
    assertThat(Arrays.equals(read, join(first, second))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void onlyPartsAsTheyWereSentAreJoined(String store) {
    var repository = create(store);
    var upload = PartedUpload.begin(repository, "a", 3);
    var one = upload.send(1, random(5 << 20));
    var two = upload.send(2, random(10));
    var never = PartedUpload.part(3, "never-sent");
    upload.complete(List.of(two, one)).expect(400, "completePresignMultipartUpload");
    upload.complete(List.of(one, one)).expect(400, "completePresignMultipartUpload");
    upload.complete(List.of(one, never)).expect(400, "completePresignMultipartUpload");
    upload.complete(List.of(PartedUpload.part(1, "other"), two)).expect(400);
    assertThat(upload.complete(List.of()).expect(400).message()).contains("parts are required");
    assertThat(repository.list("main", "")).isEmpty();
    upload.complete(List.of(one)).expect(200, "completePresignMultipartUpload");
    assertThat(repository.read("main", "a").bytes()).hasSize(5 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void partsAreFilledFromObjects(String store) {
    var repository = create(store);
    var elsewhere = create(store.equals("hot") ? "memory" : "hot");
    byte[] bytes = random(6 << 20);
    repository.upload("main", "source", bytes).expect(201);
    elsewhere.upload("main", "source", "another store's").expect(201);
    var upload = PartedUpload.begin(repository, "copied", 0);
    var one = copied(upload, 1, repository, "bytes=0-5242879");
    var two = copied(upload, 2, elsewhere, "bytes=8-14");
    upload.complete(List.of(one, two)).expect(200, "completePresignMultipartUpload");
    byte[] read = repository.read("main", "copied").expect(200).bytes();
    assertThat(read).isEqualTo(join(Arrays.copyOf(bytes, 5 << 20), "store's".getBytes(UTF_8)));

    var other = PartedUpload.begin(repository, "copied", 0);
    other.copy(1, repository, "none", "bytes=0-1").expect(404, "uploadPartCopy");
    other.copy(1, repository, "source", "bytes=99999999-").expect(416, "uploadPartCopy");
    other.copy(0, repository, "source", "bytes=0-1").expect(400, "uploadPartCopy");
  }

  private static Map<String, Object> copied(
      PartedUpload upload, int number, TestRepository from, String range) {
    Answer answer = upload.copy(number, from, "source", range).expect(204, "uploadPartCopy");
    return PartedUpload.part(number, answer.header("ETag"));
  }

  @Test
  void anUploadThatIsGivenUpLeavesNothing() {
    var repository = create("hot");
    List<String> before = server.files("hot", "");
    var upload = PartedUpload.begin(repository, "a", 1);
    var one = upload.send(1, random(100_000));
    upload.abort().expect(204, "abortPresignMultipartUpload");
    assertThat(server.files("hot", "")).isEqualTo(before);
    Link.of(upload.urls().getFirst()).put(random(10)).expect(404, "writeLinkedObject");
    assertThat(upload.complete(List.of(one)).expect(404).message()).contains("begin another");
    upload.abort().expect(204, "abortPresignMultipartUpload");
    assertThat(server.files("hot", "")).isEqualTo(before);
  }

  @Test
  void anAddressIsForItsPathOnly() {
    var repository = create("hot");
    var upload = PartedUpload.begin(repository, "a", 1);
    var one = upload.send(1, random(10));
    var elsewhere = new PartedUpload(repository, "b", upload.id(), upload.address(), List.of());
    elsewhere.complete(List.of(one)).expect(400, "completePresignMultipartUpload");
    elsewhere.abort().expect(400, "abortPresignMultipartUpload");
    var full = new PartedUpload(repository, "a", upload.id(), "local://other/key", List.of());
    assertThat(full.complete(List.of(one)).expect(400).message()).contains("must be relative");
    var foreign = PartedUpload.begin(repository, "a", 0);
    var mixed = new PartedUpload(repository, "a", foreign.id(), upload.address(), List.of());
    mixed.complete(List.of(one)).expect(404, "completePresignMultipartUpload");
    for (String id : List.of("none", "..", "../x", "%2e%2e", "a b", "\u00e4")) {
      var strange = new PartedUpload(repository, "a", id, upload.address(), List.of());
      assertThat(strange.complete(List.of(one)).status()).as(id).isIn(400, 404);
      assertThat(strange.abort().status()).as(id).isIn(204, 400, 404);
    }
    upload.complete(List.of(one)).expect(200, "completePresignMultipartUpload");
  }

  @Test
  void whatCannotBeIsRefused() {
    var repository = create("hot");
    String url = PartedUpload.pmpu("");
    repository.post(url + "?path=a&parts=10001", Map.of()).expect(400);
    repository.post(url + "?path=a&parts=-1", Map.of()).expect(400);
    repository.post(url + "?path=", Map.of()).expect(400, "createPresignMultipartUpload");
    repository
        .post("/branches/none/staging/pmpu?path=a", Map.of())
        .expect(404, "createPresignMultipartUpload");
    var upload = PartedUpload.begin(repository, "a", 0);
    for (int number : new int[] {-1, 0, 10_001}) {
      upload.at("/parts/" + number, Map.of("physical_address", upload.address())).expect(400);
    }
    upload.at("", Map.of()).expect(400, "completePresignMultipartUpload");
    repository.delete(url + "/" + upload.id() + "?path=a").expect(400);
    assertThat(repository.list("main", "")).isEmpty();
  }

  @Test
  void aStoreThatTakesNoPartsSaysSo() {
    var repository = create("whole");
    assertThat(repository.post(PartedUpload.pmpu("") + "?path=a", Map.of()).expect(501).message())
        .contains("presign multipart upload API is not supported");
    var stores = server.client().get("/config").expect(200).json().path("storage_config_list");
    List<String> shown = new ArrayList<>();
    for (JsonNode store : stores) {
      shown.add(
          store.path("blockstore_id").asText()
              + " "
              + store.path("pre_sign_multipart_upload").asBoolean());
    }
    assertThat(shown).containsExactly("hot true", "archive true", "memory true", "whole false");
  }
}
