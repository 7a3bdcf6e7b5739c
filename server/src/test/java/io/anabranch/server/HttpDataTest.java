package io.anabranch.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.http.WebServer;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.PartedUpload;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a repository on a local store whose bytes lie on a web server. */
class HttpDataTest {

  /** Where the server itself could be reached, were it allowed. */
  private static final URI INWARD = URI.create("http://localhost:1/files/");

  /** As many as the store has in its list. */
  private static final int MANY = 1_000;

  private static WebServer web;
  private static WebServer doomed;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Path list = directory.resolve("urls");
    Files.write(list, IntStream.range(0, MANY).mapToObj(HttpDataTest::encoded).toList());
    web = WebServer.start(new MemoryBlockstore(1 << 20, Clock.systemUTC()));
    doomed = WebServer.start(new MemoryBlockstore(1 << 20, Clock.systemUTC()));
    server =
        TestServer.start(
            directory,
            text ->
                text
                    + store(
                        "open-data",
                        web.endpoint(),
                        "urls_file: " + list + ", allowed_addresses: [127.0.0.1]")
                    + store("doomed", doomed.endpoint(), "allowed_addresses: [127.0.0.0/8]")
                    + store("inward", INWARD, "allowed_addresses: []"));
  }

  private static String store(String id, URI endpoint, String more) {
    return """
        - id: %s
          type: http
          retry: { attempts: 1 }
          http: { endpoint: "%s", bearer_token: the-token, headers: ["X-Key: the-key"], %s }
    """
        .formatted(id, endpoint, more);
  }

  @AfterAll
  static void stop() {
    server.close();
    web.close();
    doomed.close();
  }

  @Test
  void aLinkedFileIsReadWhereItIs() {
    var repository = TestRepository.create(server.client());
    ObjectInfo file = write(web, "set/a b.csv", "0123456789");
    link(repository, "data/a.csv", url(web, "set/a%20b.csv"), file).expect(201, "stageObject");
    String commit = repository.commit("main", "adds a file of others");

    assertThat(repository.read(commit, "data/a.csv").expect(200).text()).isEqualTo("0123456789");
    Answer part = repository.read(commit, "data/a.csv", "Range", "bytes=3-5").expect(206);
    assertThat(part.text()).isEqualTo("345");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 3-5/10");
    assertThat(repository.stat(commit, "data/a.csv").expect(200).json().path("physical_address"))
        .hasToString('"' + url(web, "set/a%20b.csv") + '"');

    repository
        .post(
            "/branches/main/objects/copy?dest_path=own.csv",
            Map.of("src_path", "data/a.csv", "src_ref", "main"))
        .expect(201, "copyObject");
    write(web, "set/a b.csv", "other text");
    assertThat(repository.read("main", "own.csv").expect(200).text()).isEqualTo("0123456789");
  }

  @Test
  void aFileThatChangedThereIsNeverReadAsTheOldOne() {
    var repository = TestRepository.create(server.client());
    ObjectInfo file = write(web, "changing", "0123456789");
    link(repository, "a", url(web, "changing"), file).expect(201);
    link(repository, "b", url(web, "changing"), "other-etag", 10).expect(201);
    link(repository, "c", url(web, "changing"), file.etag(), 9).expect(201);
    assertThat(repository.read("main", "b").expect(412).message()).contains("open-data");
    assertThat(repository.read("main", "c").expect(412).message()).contains("10 bytes");

    var stat = repository.get("/refs/main/objects/stat?path=a&presign=true").expect(200);
    Link link = Link.of(stat.json().path("physical_address").asText());
    assertThat(link.get().expect(200).text()).isEqualTo("0123456789");
    assertThat(link.get("Range", "bytes=3-5").expect(206).text()).isEqualTo("345");
    var upload = PartedUpload.begin(repository, "parted", 0);
    upload.copy(1, repository, "a", "bytes=3-5").expect(204, "uploadPartCopy");

    write(web, "changing", "987654321");
    upload.copy(1, repository, "a", "bytes=3-5").expect(412);
    assertThat(link.get().expect(412).message()).contains("Store `open-data`");
    link.get("Range", "bytes=3-5").expect(412);
    link.head().expect(412);
    assertThat(repository.read("main", "a").expect(412).message())
        .contains("Store `open-data`")
        .contains("another one")
        .doesNotContain("the-token")
        .doesNotContain("the-key");
    repository.read("main", "a", "Range", "bytes=0-3").expect(412);
    repository.get("/refs/main/objects/stat?path=a").expect(200);
    repository
        .post(
            "/branches/main/objects/copy?dest_path=own", Map.of("src_path", "a", "src_ref", "main"))
        .expect(412);

    web.files().delete(List.of(new PhysicalAddress("", "changing")));
    assertThat(repository.read("main", "a").expect(410).message()).contains("open-data");
  }

  @Test
  void aServerThatIsDownCostsItsOwnFilesOnly() {
    var repository = TestRepository.create(server.client());
    ObjectInfo file = write(doomed, "file", "text");
    link(repository, "theirs", url(doomed, "file"), file).expect(201);
    repository.upload("main", "ours", "text").expect(201);
    doomed.close();

    Answer down = repository.read("main", "theirs").expect(503);
    assertThat(down.message()).contains("Store `doomed`").contains("accepts connections");
    assertThat(down.header("Retry-After")).isNotEmpty();
    repository.read("main", "ours").expect(200);
  }

  @Test
  void urlsThatNoStoreAllowsAreRefused() {
    var repository = TestRepository.create(server.client());

    assertThat(link(repository, "a", "http://169.254.169.254/latest", "e", 1).expect(400).message())
        .contains("no store of type http");
    link(repository, "a", url(web, "../secret"), "e", 1).expect(201);
    repository.read("main", "a").expect(400);
    link(repository, "b", INWARD + "x", "e", 1).expect(201);
    assertThat(repository.read("main", "b").expect(503).message())
        .contains("Store `inward`")
        .contains("allowed_addresses");
  }

  @Test
  void noRepositoryLivesOnAWebServer() {
    for (String bare : new String[] {"", "?bare=true"}) {
      Answer refused =
          server
              .client()
              .post(
                  "/repositories" + bare,
                  Map.of(
                      "name",
                      TestRepository.freshName("web"),
                      "storage_id",
                      "open-data",
                      "storage_namespace",
                      url(web, "ns")))
              .expect(400, "createRepository");
      assertThat(refused.message()).contains("'open-data' is read-only");
    }
    assertThat(web.requests()).noneMatch(request -> request.contains(" ns"));
  }

  @Test
  void aThousandFilesAreImportedWhereTheyAre() {
    IntStream.range(0, MANY).forEach(i -> write(web, plain(i), "file %04d".formatted(i)));
    var byList = TestRepository.create(server.client());
    imports(byList, List.of(source("common_prefix", url(web, "many/f"), "data")));
    var oneByOne = TestRepository.create(server.client(), "archive");
    imports(
        oneByOne,
        IntStream.range(0, MANY)
            .mapToObj(i -> source("object", url(web, encoded(i)), "data/" + name(i)))
            .toList());
    assertThat(web.requests())
        .filteredOn(request -> request.contains("many/"))
        .hasSize(2 * MANY)
        .allMatch(request -> request.startsWith("HEAD "));

    for (TestRepository repository : List.of(byList, oneByOne)) {
      String before = repository.head("main");
      String path = "data/" + name(7);
      assertThat(repository.read(before, path).expect(200).text()).isEqualTo("file 0007");
      Answer part = repository.read(before, path, "Range", "bytes=5-6").expect(206);
      assertThat(part.text()).isEqualTo("00");
      assertThat(repository.stat(before, path).expect(200).json().path("physical_address").asText())
          .isEqualTo(url(web, encoded(7)));
      assertThat(repository.list(before, "?amount=1000")).hasSize(MANY);
    }

    write(web, plain(7), "FILE 0007");
    for (TestRepository repository : List.of(byList, oneByOne)) {
      assertThat(repository.read("main", "data/" + name(7)).expect(412).message())
          .contains("Store `open-data`", "import it again");
      repository.read("main", "data/" + name(7), "Range", "bytes=5-6").expect(412);
      repository.read("main", "data/" + name(8)).expect(200);
    }
    imports(byList, List.of(source("object", url(web, encoded(7)), "data/" + name(7))));
    assertThat(byList.read("main", "data/" + name(7)).expect(200).text()).isEqualTo("FILE 0007");
    assertThat(byList.list("main", "?amount=1000")).hasSize(MANY);
  }

  @Test
  void clientsAreToldThatFilesOfWebServersCanBeImported() {
    var stores = server.client().get("/config").expect(200, "getConfig").json();
    JsonNode hot = stores.path("storage_config_list").path(0);

    assertThat(hot.path("blockstore_id").asText()).isEqualTo("hot");
    assertThat(hot.path("import_support").asBoolean()).isTrue();
    assertThat(Pattern.compile(hot.path("import_validity_regex").asText()))
        .matches(importable -> importable.matcher(url(web, "a b")).find())
        .matches(importable -> importable.matcher(INWARD + "x").find())
        .matches(importable -> !importable.matcher("http://elsewhere.example/a").find())
        .matches(importable -> !importable.matcher("local://bucket/a").find());
  }

  @Test
  void whatCannotBeImportedIsSaid() {
    var repository = TestRepository.create(server.client());
    String head = repository.head("main");
    var elsewhere = List.of(source("object", "http://elsewhere.example/a", "x"));
    assertThat(start(repository, elsewhere).expect(400, "importStart").message())
        .contains("http://elsewhere.example/a", "add one to blockstores.stores");
    assertThat(failed(repository, "common_prefix", INWARD.toString()))
        .contains("Store `inward`", "urls_file");
    assertThat(failed(repository, "object", INWARD + "x"))
        .contains("Store `inward`", "allowed_addresses");
    assertThat(failed(repository, "object", url(web, "none"))).contains("nothing to import");
    assertThat(failed(repository, "common_prefix", url(web, "none/")))
        .contains("nothing to import");
    assertThat(repository.head("main")).isEqualTo(head);
  }

  private static String failed(TestRepository repository, String type, String url) {
    return ended(repository, List.of(source(type, url, "x")))
        .path("error")
        .path("message")
        .asText();
  }

  private static void imports(TestRepository repository, List<Map<String, String>> sources) {
    JsonNode status = ended(repository, sources);
    assertThat(status.path("completed").asBoolean()).as(status.toString()).isTrue();
  }

  private static JsonNode ended(TestRepository repository, List<Map<String, String>> sources) {
    Answer started = start(repository, sources).expect(202, "importStart");
    return repository.endedImport(started.json().path("id").asText());
  }

  private static Answer start(TestRepository repository, List<Map<String, String>> sources) {
    return repository.post(
        "/branches/main/import",
        Map.of("paths", sources, "commit", Map.of("message", "imports"), "mode", "merge"));
  }

  private static Map<String, String> source(String type, String url, String destination) {
    return Map.of("type", type, "path", url, "destination", destination);
  }

  private static String name(int number) {
    return "f %04d.csv".formatted(number);
  }

  private static String plain(int number) {
    return "many/" + name(number);
  }

  private static String encoded(int number) {
    return plain(number).replace(" ", "%20");
  }

  private static ObjectInfo write(WebServer at, String key, String text) {
    return at.files()
        .put(new PhysicalAddress("", key), Content.of(text.getBytes(UTF_8)), PutOptions.REPLACE);
  }

  private static String url(WebServer at, String path) {
    return at.endpoint() + path;
  }

  private static Answer link(TestRepository repository, String path, String url, ObjectInfo file) {
    return link(repository, path, url, file.etag(), file.size());
  }

  private static Answer link(
      TestRepository repository, String path, String url, String etag, long size) {
    return repository.put(
        "/branches/main/objects?path=" + path,
        Map.of("physical_address", url, "checksum", etag, "size_bytes", size));
  }
}
