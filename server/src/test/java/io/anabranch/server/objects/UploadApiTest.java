package io.anabranch.server.objects;

import static io.anabranch.server.testing.ApiClient.encode;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class UploadApiTest {

  private final TestServer server;
  private final ApiClient client;
  private final TestRepository repository;

  UploadApiTest(TestServer server) {
    this.server = server;
    this.client = server.client();
    this.repository = TestRepository.create(client);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 40_000, 3_000_000})
  void keepsBytesOfAnySize(int size) throws Exception {
    byte[] bytes = random(size);
    JsonNode stats =
        repository.upload("main", "ä b/+&%.bin", bytes).expect(201, "uploadObject").json();
    assertThat(stats.path("path").asText()).isEqualTo("ä b/+&%.bin");
    assertThat(stats.path("path_type").asText()).isEqualTo("object");
    assertThat(stats.path("size_bytes").asLong()).isEqualTo(size);
    assertThat(stats.path("checksum").asText()).isEqualTo(md5(bytes));
    assertThat(stats.path("content_type").asText()).isEqualTo("application/octet-stream");
    assertThat(stats.path("physical_address").asText())
        .startsWith("local://" + server.directory() + "/hot/" + repository.name() + "/data/");
    assertThat(repository.read("main", "ä b/+&%.bin").expect(200).bytes()).isEqualTo(bytes);
  }

  @Test
  void takesBodiesOfUnknownLength() throws Exception {
    byte[] bytes = random(2_500_000);
    var stats =
        client
            .send(
                "POST",
                objects("chunked"),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .expect(201, "uploadObject")
            .json();
    assertThat(stats.path("size_bytes").asLong()).isEqualTo(bytes.length);
    assertThat(stats.path("checksum").asText()).isEqualTo(md5(bytes));
    assertThat(repository.read("main", "chunked").bytes()).isEqualTo(bytes);
  }

  @Test
  void takesTheContentOfAForm() throws Exception {
    byte[] bytes = random(1_200_000);
    var stats = form("form", "content", "image/png", bytes).expect(201, "uploadObject").json();
    assertThat(stats.path("checksum").asText()).isEqualTo(md5(bytes));
    assertThat(stats.path("content_type").asText()).isEqualTo("image/png");
    assertThat(repository.read("main", "form").bytes()).isEqualTo(bytes);
    form("empty", "content", "text/plain", new byte[0]).expect(201, "uploadObject");
    form("none", "other", "text/plain", bytes).expect(400, "uploadObject");
    client
        .send(
            "POST",
            objects("none"),
            BodyPublishers.ofString("no form"),
            "Content-Type",
            "multipart/form-data")
        .expect(400, "uploadObject");
    assertThat(repository.list("main", "")).containsExactly("empty", "form");
    assertThat(data()).hasSize(2);
  }

  @Test
  void keepsTypeAndUserMetadata() {
    JsonNode stats =
        repository
            .upload(
                "main",
                "described",
                "{}",
                "Content-Type",
                "application/json",
                "X-Lakefs-Meta-Owner",
                "Ann",
                "x-lakefs-internal-client-mtime",
                "12")
            .expect(201, "uploadObject")
            .json();
    assertThat(stats.path("content_type").asText()).isEqualTo("application/json");
    assertThat(stats.path("metadata").path("owner").asText()).isEqualTo("Ann");
    assertThat(stats.path("metadata").path("::lakefs::client-mtime").asText()).isEqualTo("12");
    assertThat(repository.stat("main", "described").expect(200, "statObject").json())
        .isEqualTo(stats);
  }

  @Test
  void checksTheMd5ThatTheClientSends() throws Exception {
    byte[] md5 = MessageDigest.getInstance("MD5").digest("right".getBytes(UTF_8));
    String header = Base64.getEncoder().encodeToString(md5);
    repository.upload("main", "right", "right", "Content-MD5", header).expect(201, "uploadObject");
    repository.upload("main", "wrong", "wrong", "Content-MD5", header).expect(400, "uploadObject");
    repository.upload("main", "wrong", "x", "Content-MD5", "nonsense").expect(400, "uploadObject");
    assertThat(repository.list("main", "")).containsExactly("right");
    assertThat(data()).hasSize(1);
  }

  @Test
  void createsOnlyWhatIsAbsent() {
    repository.upload("main", "new", "one", "If-None-Match", "*").expect(201, "uploadObject");
    repository.upload("main", "new", "two", "If-None-Match", "*").expect(412, "uploadObject");
    repository.commit("main", "first");
    repository.upload("main", "new", "two", "If-None-Match", "*").expect(412, "uploadObject");
    assertThat(repository.read("main", "new").text()).isEqualTo("one");
    assertThat(data()).as("what lost is swept").hasSize(1);
    repository.delete("/branches/main/objects?path=new").expect(204);
    repository.upload("main", "new", "two", "If-None-Match", "*").expect(201, "uploadObject");
  }

  @Test
  void knowsNoOtherConditions() {
    repository.upload("main", "a", "one", "If-None-Match", "\"abc\"").expect(501, "uploadObject");
    repository.upload("main", "a", "one", "If-Match", "*").expect(501, "uploadObject");
    assertThat(data()).isEmpty();
  }

  @Test
  void ofManyCreatorsOfOnePathOneWins() throws Exception {
    Callable<Integer> attempt =
        () -> repository.upload("main", "raced", "x", "If-None-Match", "*").status();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses =
          executor.invokeAll(Collections.nCopies(8, attempt)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 412);
    }
    assertThat(data()).hasSize(1);
  }

  @Test
  void refusesBadPathsAndLeavesNoBytes() {
    for (String path : List.of("", "a\0b", "x".repeat(1025), "ä".repeat(513))) {
      repository.upload("main", path, "bytes").expect(400, "uploadObject");
      repository.stat("main", path).expect(400, "statObject");
      repository.read("main", path).expect(400, "getObject");
    }
    client
        .send("POST", repository.path("/branches/main/objects"), BodyPublishers.ofString("x"))
        .expect(400, "uploadObject");
    repository.get("/refs/main/objects").expect(400, "getObject");
    assertThat(data()).isEmpty();
    repository.upload("main", "x".repeat(1024), "bytes").expect(201, "uploadObject");
  }

  @Test
  void refusesUnknownBranchesAndLeavesNoBytes() {
    repository.upload("none", "small", "bytes").expect(404, "uploadObject");
    repository.upload("none", "large", random(2_000_000)).expect(404, "uploadObject");
    repository.upload("a~b", "small", "bytes").expect(400, "uploadObject");
    new TestRepository(client, "no-such-one").upload("main", "a", "b").expect(404, "uploadObject");
    assertThat(data()).isEmpty();
  }

  @Test
  void stagesNothingOfABodyThatIsCutOff() throws Exception {
    repository.upload("main", "whole", "whole").expect(201);
    var before = server.files("hot", "");
    cutOff("Content-Length: 3000000\r\n\r\n", random(1_500_000), before);
    cutOff("Transfer-Encoding: chunked\r\n\r\nf4240\r\n", random(700_000), before);
    assertThat(repository.list("main", "")).containsExactly("whole");
  }

  @Test
  void tellsBeforehandWhetherAnUploadIsAllowed() {
    String allowed = "/branches/main/objects/stage_allowed?path=";
    repository.get(allowed + "a").expect(204, "uploadObjectPreflight");
    repository.get(allowed).expect(400, "uploadObjectPreflight");
    repository
        .get("/branches/none/objects/stage_allowed?path=a")
        .expect(404, "uploadObjectPreflight");
  }

  private void cutOff(String endOfHeaders, byte[] part, List<String> before) throws Exception {
    try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      String pair = TestServer.ACCESS_KEY + ":" + TestServer.SECRET;
      String head =
          "POST /api/v1%s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n%s"
              .formatted(
                  objects("cut"),
                  Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)),
                  endOfHeaders);
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(part);
      socket.getOutputStream().flush();
      Eventually.succeeds(
          () ->
              assertThat(server.files("hot", "")).as("bytes begin to arrive").isNotEqualTo(before));
    }
    Eventually.succeeds(() -> assertThat(server.files("hot", "")).isEqualTo(before));
  }

  private ApiClient.Answer form(String path, String part, String type, byte[] bytes) {
    String boundary = "boundary-of-the-test";
    String other =
        "--%s\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nignored\r\n--%s\r\n"
            .formatted(boundary, boundary);
    String start =
        "Content-Disposition: form-data; name=\"%s\"; filename=\"f\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(part, type);
    String end = "\r\n--" + boundary + "--\r\n";
    return client.send(
        "POST",
        objects(path),
        BodyPublishers.ofByteArrays(
            List.of(other.getBytes(UTF_8), start.getBytes(UTF_8), bytes, end.getBytes(UTF_8))),
        "Content-Type",
        "multipart/form-data; boundary=" + boundary);
  }

  private String objects(String path) {
    return repository.path("/branches/main/objects?path=" + encode(path));
  }

  private List<String> data() {
    return server.files("hot", repository.name() + "/data");
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
