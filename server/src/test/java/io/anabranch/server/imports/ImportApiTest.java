package io.anabranch.server.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports from folders of the machine, as clients see them. */
class ImportApiTest {

  private static Path outside;
  private static TestServer server;

  private TestRepository repository;
  private String lastId = "";
  private Path source;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    outside = Files.createDirectory(directory.resolve("outside"));
    server =
        TestServer.start(
            directory,
            text ->
                text.replace(
                        "local: { path: %s/hot }".formatted(directory),
                        "local: { path: %s/hot, import_enabled: true, allowed_external_prefixes: [%s] }"
                            .formatted(directory, outside))
                    + "    - { id: mem, type: mem }\n");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void someFiles() throws IOException {
    repository = TestRepository.create(server.client());
    source = Files.createDirectory(outside.resolve(repository.name()));
    write("a.txt", "a");
    write("b/c.txt", "c");
    write("b-d.txt", "d");
    write(".hidden", "x");
    write("b/.git/x", "x");
  }

  @Test
  void whatLiesUnderADestinationIsReplacedByWhatIsListed() throws IOException {
    repository.commit("main", "in/old.txt", "old");
    String head = repository.commit("main", "other.txt", "old");

    JsonNode status = imported(body(prefix("/", "in")));

    assertThat(list()).containsExactly("in/a.txt", "in/b-d.txt", "in/b/c.txt", "other.txt");
    assertThat(repository.read("main", "in/b/c.txt").expect(200).text()).isEqualTo("c");
    assertThat(status.path("ingested_objects").asInt()).isEqualTo(3);
    assertThat(status.path("metarange_id").asText()).hasSize(64);
    JsonNode commit = status.path("commit");
    assertThat(commit.path("id").asText()).isEqualTo(repository.head("main"));
    assertThat(commit.path("parents").path(0).asText()).isEqualTo(head);
    assertThat(commit.path("message").asText()).isEqualTo("Import objects");
    assertThat(commit.path("metadata").path(".lakefs.merge.strategy").asText())
        .isEqualTo("source-wins");

    JsonNode stat = repository.stat("main", "in/a.txt").expect(200).json();
    assertThat(stat.path("physical_address").asText())
        .isEqualTo("local://" + source.resolve("a.txt"));
    assertThat(stat.path("size_bytes").asInt()).isEqualTo(1);
    assertThat(stat.path("checksum").asText()).isNotEmpty();
    assertThat(Instant.ofEpochSecond(stat.path("mtime").asLong()))
        .isEqualTo(
            Instant.ofEpochSecond(
                Files.getLastModifiedTime(source.resolve("a.txt")).toInstant().getEpochSecond()));
    assertThat(
            repository
                .get("/metadata")
                .expect(200)
                .json()
                .path(".lakefs.last.import.timestamp")
                .asLong())
        .isCloseTo(Instant.now().getEpochSecond(), Offset.offset(120L));
  }

  @Test
  void modesDecideOverWhatIsThere() {
    repository.commit("main", "in/a.txt", "old");
    repository.commit("main", "in/old.txt", "old");

    imported(body(prefix("/", "in/"), "mode", "skip-existing"));
    assertThat(repository.read("main", "in/a.txt").expect(200).text()).isEqualTo("old");
    assertThat(list()).containsExactly("in/a.txt", "in/b-d.txt", "in/b/c.txt", "in/old.txt");

    imported(body(prefix("/", "in/"), "mode", "merge"));
    assertThat(repository.read("main", "in/a.txt").expect(200).text()).isEqualTo("a");
    assertThat(list()).contains("in/old.txt");

    imported(body(prefix("/", "in/"), "mode", "replace"));
    assertThat(list()).doesNotContain("in/old.txt");
  }

  @Test
  void prefixesThatEndWithinANameAndSingleObjectsAreTakenTogether() {
    var paths = new ArrayList<>(List.of(prefix("/b", "x"), prefix("/b/", "")));
    paths.add(object("/a.txt", "a/copy"));
    paths.add(object("/a.txt", "z"));
    imported(body(paths));
    assertThat(list()).containsExactly("a/copy", "c.txt", "x/b-d.txt", "x/b/c.txt", "z");
    assertThat(repository.read("main", "z").expect(200).text()).isEqualTo("a");
  }

  @Test
  void otherFoldersOfTheStoreCanBeImportedToo() {
    var other = TestRepository.create(server.client());
    other.upload("main", "x", "from another repository").expect(201);
    String address = other.stat("main", "x").expect(200).json().path("physical_address").asText();
    imported(body(List.of(Map.of("type", "object", "path", address, "destination", "y"))));
    assertThat(repository.read("main", "y").expect(200).text())
        .isEqualTo("from another repository");
  }

  @Test
  void aPinnedObjectThatChangedIsNotShown() throws IOException {
    imported(body(List.of(prefix("/", "loose"), prefix("/", "fast")), "pin", "etag"));
    assertThat(repository.read("main", "fast/a.txt").expect(200).text()).isEqualTo("a");
    imported(body(prefix("/", "loose")));
    write("a.txt", "b");
    assertThat(repository.read("main", "fast/a.txt").expect(412).message()).contains("import it");
    repository
        .post("/branches/main/objects/copy?dest_path=copy", Map.of("src_path", "fast/a.txt"))
        .expect(412);
    assertThat(repository.read("main", "loose/a.txt").expect(200).text()).isEqualTo("b");
    assertThat(repository.client().get("/" + linkPath("loose/a.txt")).expect(200).text())
        .isEqualTo("b");
    repository.client().get("/" + linkPath("fast/a.txt")).expect(412);
    repository.client().get("/" + linkPath("fast/a.txt"), "Range", "bytes=0-0").expect(412);
    repository.client().head("/" + linkPath("fast/a.txt")).expect(412);
    imported(body(prefix("/", "fast"), "pin", "etag"));
    assertThat(repository.read("main", "fast/a.txt").expect(200).text()).isEqualTo("b");
  }

  @Test
  void whatCannotBeRightIsRefusedAtOnce() {
    refused(400, "in repository namespace", location("local://" + repository.name() + "/data/x"));
    refused(400, "^local://", location("s3://bucket/x"));
    refused(400, "may be on store `mem`", location("mem://bucket/x"));
    refused(403, "forbidden", location("local://" + outside.getParent() + "/secret/"));
    refused(400, "traversal", location("local://" + source + "/../x"));
    refused(403, "import_hidden", object("/.hidden", "x"));
    refused(403, "import_hidden", prefix("/b/.git/", "x"));
    refused(400, "type must be", Map.of("type", "x", "path", "local://x/y", "destination", "y"));
    assertThat(
            start(body(List.of(object("/a.txt", "x"), object("/b-d.txt", "x"))))
                .expect(400)
                .message())
        .contains("'x'");
    assertThat(start(body(List.of())).expect(400).message()).contains("at least one");
    assertThat(start(body(prefix("/", "x"), "mode", "append")).expect(400).message())
        .contains("'append'");
    assertThat(start(body(prefix("/", "x"), "pin", "size")).expect(400).message())
        .contains("'size'");
    repository.post("/branches/none/import", body(prefix("/", "x"))).expect(404);
  }

  @Test
  void storesThatTakeNoImportsSaySo() {
    for (String store : List.of("archive", "mem")) {
      String name = TestRepository.freshName(store);
      server
          .client()
          .post(
              "/repositories",
              Map.of(
                  "name", name,
                  "storage_id", store,
                  "storage_namespace", (store.equals("mem") ? "mem://" : "local://") + name))
          .expect(201);
      var other = new TestRepository(server.client(), name);
      assertThat(
              other
                  .post("/branches/main/import", body(prefix("/", "x")))
                  .expect(403, "importStart")
                  .message())
          .contains("import is not supported for this storage");
    }
  }

  @Test
  void whatTurnsOutToBeWrongLeavesTheBranchAlone() throws IOException {
    String head = repository.head("main");
    assertThat(failed(body(prefix("/none/", "x")))).contains("nothing to import", "/none/");
    assertThat(failed(body(object("/none", "x")))).contains("nothing to import", "/none");
    assertThat(failed(body(List.of(prefix("/", "x"), object("/a.txt", "x/a.txt")))))
        .contains("two sources", "'x/a.txt'");
    assertThat(failed(body(object("/a.txt", "x"), "pin", "version"))).contains("no version");
    String deep = "d".repeat(250) + "/";
    write(deep.repeat(4) + "x", "x");
    assertThat(failed(body(prefix("/" + deep, "e".repeat(300))))).contains("eee", "object path");
    repository.upload("main", "staged", "x").expect(201);
    assertThat(failed(body(prefix("/", "x")))).contains("'main' has uncommitted changes");
    assertThat(repository.head("main")).isEqualTo(head);
  }

  @Test
  void protectedBranchesAreImportedToAndReadOnlyRepositoriesOnlyByForce() {
    repository
        .client()
        .send(
            "PUT",
            repository.path("/settings/branch_protection"),
            BodyPublishers.ofString("[{\"pattern\": \"main\"}]"),
            "Content-Type",
            "application/json")
        .expect(204);
    imported(body(prefix("/", "x")));

    String name = TestRepository.freshName("closed");
    server
        .client()
        .post(
            "/repositories",
            Map.of(
                "name",
                name,
                "storage_id",
                "hot",
                "storage_namespace",
                "local://" + name,
                "read_only",
                true))
        .expect(201);
    repository = new TestRepository(server.client(), name);
    assertThat(start(body(prefix("/", "x"))).expect(403, "importStart").message())
        .contains("read-only");
    imported(body(prefix("/", "x"), "force", true));
  }

  @Test
  void whatFindsNoRoomIsNotImported() {
    String quota = "//api/anabranch/v1/quotas/repository/" + repository.name();
    repository.client().put(quota, Map.of("objects", 2)).expect(200);
    assertThat(failed(body(prefix("/", "x"))))
        .contains("the quota of repository", "3 more objects");
    assertThat(list()).isEmpty();
    repository.client().put(quota, Map.of("objects", 3)).expect(200);
    imported(body(prefix("/", "x")));
    JsonNode used = repository.client().get(quota).expect(200).json();
    assertThat(used.path("used_objects").asInt()).isEqualTo(3);
  }

  @Test
  void importsAreFollowedAndCancelledByTheirIdAlone() {
    JsonNode done = imported(body(prefix("/", "x")));
    assertThat(done.path("completed").asBoolean()).isTrue();
    String id = lastId;
    repository.client().delete(repository.importPath(id)).expect(409, "importCancel");
    repository.client().delete(repository.importPath("IMnone")).expect(404, "importCancel");
    repository.client().get(repository.importPath("IMnone")).expect(404, "importStatus");
    failed(body(prefix("/none/", "x")));
    repository.client().delete(repository.importPath(lastId)).expect(204);
  }

  /** From the root of the server, with its token. */
  private String linkPath(String path) {
    String query = "?presign=true&path=" + ApiClient.encode(path);
    String url =
        repository
            .get("/refs/main/objects/stat" + query)
            .expect(200)
            .json()
            .path("physical_address")
            .asText();
    return url.substring(server.uri().toString().length());
  }

  private void refused(int status, String text, Map<String, Object> location) {
    String head = repository.head("main");
    assertThat(start(body(location)).expect(status, "importStart").message()).contains(text);
    assertThat(repository.head("main")).isEqualTo(head);
  }

  private Answer start(Map<String, Object> body) {
    return repository.post("/branches/main/import", body);
  }

  private JsonNode imported(Map<String, Object> body) {
    JsonNode status = ended(body);
    assertThat(status.path("completed").asBoolean()).as(status.toString()).isTrue();
    return status;
  }

  /** Why it failed. */
  private String failed(Map<String, Object> body) {
    JsonNode status = ended(body);
    assertThat(status.path("completed").asBoolean()).isFalse();
    assertThat(status.has("commit")).isFalse();
    return status.path("error").path("message").asText();
  }

  private JsonNode ended(Map<String, Object> body) {
    lastId = start(body).expect(202, "importStart").json().path("id").asText();
    return repository.endedImport(lastId);
  }

  private List<String> list() {
    return repository.list("main", "?amount=1000");
  }

  private Map<String, Object> prefix(String path, String destination) {
    return Map.of(
        "type", "common_prefix", "path", "local://" + source + path, "destination", destination);
  }

  private Map<String, Object> object(String path, String destination) {
    return Map.of("type", "object", "path", "local://" + source + path, "destination", destination);
  }

  private static Map<String, Object> location(String uri) {
    return Map.of("type", "common_prefix", "path", uri, "destination", "x");
  }

  private static Map<String, Object> body(Map<String, Object> location, Object... options) {
    return body(List.of(location), options);
  }

  private static Map<String, Object> body(List<Map<String, Object>> locations, Object... options) {
    Map<String, Object> body = new HashMap<>();
    body.put("paths", locations);
    body.put("commit", Map.of("message", ""));
    for (int i = 0; i < options.length; i += 2) {
      body.put(options[i].toString(), options[i + 1]);
    }
    return body;
  }

  private void write(String path, String text) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
