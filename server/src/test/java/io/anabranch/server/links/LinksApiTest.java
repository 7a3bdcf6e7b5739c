package io.anabranch.server.links;

import static io.anabranch.server.testing.ApiClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of this server, for stores that sign none. */
class LinksApiTest {

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = TestServer.start(directory, LinksApiTest::withMoreStores);
  }

  /** Of the more stores one forbids links; and a proxy is believed. */
  private static String withMoreStores(String text) {
    return """
        links: { forwarded_headers: true }
        """
        + text
        + """
            - id: memory
              type: mem
            - id: closed
              type: mem
              mem: { disable_pre_signed: true }
        """;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestRepository create(String store) {
    String name = TestRepository.freshName("links");
    String scheme = store.equals("hot") || store.equals("archive") ? "local://" : "mem://";
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", store, "storage_namespace", scheme + name))
        .expect(201);
    return new TestRepository(server.client(), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void objectsAreReadByLinks(String store) {
    var repository = create(store);
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    repository.upload("main", "dir/ä +&.csv.gz", bytes).expect(201);
    var stat = stat(repository, "dir/ä +&.csv.gz");
    Link link = Link.of(stat.path("physical_address").asText());

    assertThat(link.uri().getPath()).endsWith("/links/ä +&.csv.gz");
    long life = stat.path("physical_address_expiry").asLong() - Instant.now().getEpochSecond();
    assertThat(life).isBetween(800L, 900L);
    Answer whole = link.get().expect(200, "readLinkedObject");
    assertThat(Arrays.equals(whole.bytes(), bytes)).isTrue();
    assertThat(whole.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(whole.header("Content-Disposition"))
        .startsWith("attachment;")
        .endsWith("filename*=UTF-8''%C3%A4%20+&.csv.gz");
    Answer head = link.head().expect(200, "headLinkedObject");
    assertThat(head.header("Content-Length")).isEqualTo("300000");
    assertThat(head.header("ETag")).isEqualTo(whole.header("ETag")).startsWith("\"");

    Answer part = link.get("Range", "bytes=100000-199999").expect(206, "readLinkedObject");
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 100_000, 200_000));
    assertThat(part.header("Content-Range")).isEqualTo("bytes 100000-199999/300000");
    assertThat(link.get("Range", "bytes=-5").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(bytes, 299_995, 300_000));
    assertThat(link.head("Range", "bytes=0-9").expect(206).header("Content-Length"))
        .isEqualTo("10");
    link.get("Range", "bytes=300000-").expect(416, "readLinkedObject");
    link.get("Range", "bytes=x").expect(400, "readLinkedObject");
  }

  @Test
  void everyWayToAskGivesALinkToTheSameBytes() {
    var repository = create("hot");
    repository.upload("main", "a/b", "linked").expect(201);
    repository.upload("main", "empty/", "").expect(201);
    String redirect =
        repository
            .get("/refs/main/objects?path=a/b&presign=true")
            .expect(302, "getObject")
            .header("Location");
    assertThat(Link.of(redirect).get().expect(200).text()).isEqualTo("linked");
    var list =
        repository
            .get("/refs/main/objects/ls?presign=true&delimiter=/&prefix=a/")
            .expect(200, "listObjects")
            .json()
            .path("results")
            .path(0);
    assertThat(list.path("physical_address_expiry").asLong()).isPositive();
    assertThat(Link.of(list.path("physical_address").asText()).get().text()).isEqualTo("linked");
    repository.get("/refs/main/objects/ls?presign=true&delimiter=/").expect(200, "listObjects");
    Answer empty = Link.of(stat(repository, "empty/").path("physical_address").asText()).get();
    assertThat(empty.expect(200).bytes()).isEmpty();
    assertThat(empty.header("Content-Disposition")).endsWith("''object");
    assertThat(repository.stat("main", "a/b").json().path("physical_address").asText())
        .startsWith("local://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void objectsAreWrittenByLinks(String store) throws Exception {
    var repository = create(store);
    var offered = offer(repository, "new/file.bin");
    Link link = Link.of(offered.path("presigned_url").asText());
    byte[] bytes = "written by a link".getBytes(UTF_8);
    assertThat(offered.path("presigned_url_expiry").asLong())
        .isGreaterThan(Instant.now().getEpochSecond());

    Answer put =
        link.put(bytes, "Content-Type", "multipart/form-data").expect(200, "writeLinkedObject");
    assertThat(put.header("Content-MD5")).isEqualTo(Base64.getEncoder().encodeToString(md5(bytes)));
    assertThat(put.header("ETag")).startsWith("\"").endsWith("\"");
    repository.read("main", "new/file.bin").expect(404);
    String md5 = HexFormat.of().formatHex(md5(bytes));
    var stats = link(repository, "new/file.bin", offered, md5, bytes.length).expect(200).json();
    assertThat(stats.path("checksum").asText()).isEqualTo(md5);
    assertThat(repository.read("main", "new/file.bin").expect(200).bytes()).isEqualTo(bytes);

    assertThat(link.put(bytes).expect(200, "writeLinkedObject").header("ETag"))
        .as("the same again, as after a lost answer")
        .isEqualTo(put.header("ETag"));
    Answer other = link.put("written by a thief".getBytes(UTF_8)).expect(409, "writeLinkedObject");
    assertThat(other.message()).contains("used before");
    assertThat(repository.read("main", "new/file.bin").expect(200).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hot", "memory"})
  void theMd5ThatIsSentIsChecked(String store) throws Exception {
    var repository = create(store);
    var offered = offer(repository, "checked");
    Link link = Link.of(offered.path("presigned_url").asText());
    String md5 = Base64.getEncoder().encodeToString(md5("right".getBytes(UTF_8)));
    Answer wrong = link.put("wrong".getBytes(UTF_8), "Content-MD5", md5);
    assertThat(wrong.expect(400, "writeLinkedObject").message()).contains("Content-MD5");
    link(repository, "checked", offered, "x", 5).expect(400, "linkPhysicalAddress");
    link.put("right".getBytes(UTF_8), "Content-MD5", md5).expect(200, "writeLinkedObject");
    link(repository, "checked", offered, "x", 5).expect(200, "linkPhysicalAddress");
  }

  @Test
  void aLinkIsForItsMethodOnly() {
    var repository = create("hot");
    repository.upload("main", "a", "one").expect(201);
    Link reading = Link.of(stat(repository, "a").path("physical_address").asText());
    assertThat(reading.put(new byte[1]).expect(403, "writeLinkedObject").message())
        .contains("for reading");
    Link writing = Link.of(offer(repository, "b").path("presigned_url").asText());
    assertThat(writing.get().expect(403, "readLinkedObject").message()).contains("for writing");
    assertThat(writing.head().status()).isEqualTo(403);
    assertThat(repository.read("main", "a").expect(200).text()).isEqualTo("one");
  }

  @Test
  void aLinkThatWasChangedIsRefused() {
    var repository = create("hot");
    var other = create("hot");
    repository.upload("main", "a", "one").expect(201);
    repository.upload("main", "b", "two").expect(201);
    other.upload("main", "a", "other's").expect(201);
    String a = stat(repository, "a").path("physical_address").asText();
    String b = stat(repository, "b").path("physical_address").asText();
    String token = a.substring(a.indexOf("token=") + "token=".length());
    for (String changed :
        List.of(
            a.replace("/links/a?", "/links/b?"),
            a.replace("/links/a?", "/links/a%20?"),
            a.replace("/" + repository.name() + "/", "/" + other.name() + "/"),
            b.substring(0, b.indexOf("token=")) + "token=" + token,
            a.substring(0, a.length() - 1),
            a + "A",
            a.replace(token, token.substring(43)),
            a.replace(token, token.substring(0, 43)),
            a.replace(token, "AAAA"),
            a.replace(token, ""),
            a.replace(token, token.toLowerCase(Locale.ROOT)))) {
      Answer answer = Link.of(changed).get();
      assertThat(answer.status()).as(changed).isEqualTo(403);
      assertThat(answer.message()).contains("ask for a new one").doesNotContain(token);
    }
    Link.of(a.replace("?token=" + token, "?other=1")).get().expect(400, "readLinkedObject");
    assertThat(Link.of(a).get().expect(200).text()).isEqualTo("one");
  }

  @Test
  void aLinkEndsWithItsRepository() {
    var repository = create("memory");
    repository.upload("main", "a", "one").expect(201);
    Link link = Link.of(stat(repository, "a").path("physical_address").asText());
    Link writing = Link.of(offer(repository, "b").path("presigned_url").asText());
    link.get().expect(200);
    repository.delete("").expect(204);
    link.get().expect(404, "readLinkedObject");
    server
        .client()
        .post(
            "/repositories",
            Map.of(
                "name",
                repository.name(),
                "storage_id",
                "memory",
                "storage_namespace",
                "mem://again-" + repository.name()))
        .expect(201);
    assertThat(link.get().expect(403, "readLinkedObject").message()).contains("was deleted");
    writing.put(new byte[1]).expect(403, "writeLinkedObject");
  }

  @Test
  void aStoreThatForbidsLinksGivesNone() {
    var repository = create("closed");
    repository.upload("main", "a", "one").expect(201);
    for (String path :
        List.of(
            "/refs/main/objects?path=a",
            "/refs/main/objects/stat?path=a",
            "/refs/main/objects/ls?prefix=a",
            "/branches/main/staging/backing?path=a")) {
      Answer refused = repository.get(path + "&presign=true");
      assertThat(refused.expect(400).message()).contains("disable_pre_signed");
      repository.get(path).expect(200);
    }
    var configured = configured("closed");
    assertThat(configured.path("pre_sign_support").asBoolean(true)).isFalse();
    assertThat(configured.path("pre_sign_multipart_upload").asBoolean(true)).isFalse();
    assertThat(configured("memory").path("pre_sign_support").asBoolean()).isTrue();
  }

  private static JsonNode configured(String store) {
    for (JsonNode config :
        server
            .client()
            .get("/config")
            .expect(200, "getConfig")
            .json()
            .path("storage_config_list")) {
      if (config.path("blockstore_id").asText().equals(store)) {
        return config;
      }
    }
    throw new AssertionError("the configuration shows no store " + store);
  }

  @Test
  void aProxyThatIsBelievedIsWhereLinksLead() {
    var repository = create("hot");
    repository.upload("main", "a", "one").expect(201);
    String url = "/refs/main/objects/stat?path=a&presign=true";
    var stat =
        repository.get(
            url, "X-Forwarded-Host", "lake.example.org:8443, inner", "X-Forwarded-Proto", "https");
    assertThat(stat.expect(200, "statObject").json().path("physical_address").asText())
        .startsWith("https://lake.example.org:8443/api/anabranch/v1/repositories/");
    repository.get(url, "X-Forwarded-Host", "x@evil.example").expect(400, "statObject");
    repository.get(url, "X-Forwarded-Proto", "javascript").expect(400, "statObject");
  }

  @Test
  void linksLeadWhereTheOperatorSays(@TempDir Path directory) {
    try (var behind =
        TestServer.start(
            directory, text -> "links: { base_url: 'https://lake.example.org/a/' }\n" + text)) {
      var repository = TestRepository.create(behind.client());
      repository.upload("main", "a", "one").expect(201);
      assertThat(stat(repository, "a").path("physical_address").asText())
          .startsWith("https://lake.example.org/a/api/anabranch/v1/repositories/");
      var config = behind.client().get("/config", "Via", "1.1 proxy").expect(200).json();
      assertThat(config.path("storage_config").path("pre_sign_support").asBoolean()).isTrue();
    }
  }

  private static JsonNode stat(TestRepository repository, String path) {
    return repository
        .get("/refs/main/objects/stat?presign=true&path=" + encode(path))
        .expect(200, "statObject")
        .json();
  }

  private static JsonNode offer(TestRepository repository, String path) {
    return repository
        .get("/branches/main/staging/backing?presign=true&path=" + encode(path))
        .expect(200, "getPhysicalAddress")
        .json();
  }

  private static Answer link(
      TestRepository repository, String path, JsonNode offered, String checksum, long size) {
    return repository.put(
        "/branches/main/staging/backing?path=" + encode(path),
        Map.of(
            "staging",
            Map.of("physical_address", offered.path("physical_address").asText()),
            "checksum",
            checksum,
            "size_bytes",
            size));
  }

  private static byte[] md5(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("MD5").digest(bytes);
  }
}
