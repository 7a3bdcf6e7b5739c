package io.anabranch.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a repository on one server whose bytes are in a repository on another. */
@ExtendWith(SharedServer.class)
class PeerDataTest {

  private static final String ALLOWED = "[127.0.0.1, localhost]";

  private static TestServer theirs;
  private static AnabranchServer doomed;
  private static TestServer ours;

  /** On theirs; each test has its own. */
  private final TestRepository source = TestRepository.create(theirs.client());

  private final TestRepository repository = TestRepository.create(ours.client());

  @BeforeAll
  static void start(TestServer shared, @TempDir Path directory) {
    theirs = shared;
    doomed = theirs.startAnother();
    ours =
        TestServer.start(
            directory,
            text ->
                text
                    + store("peer", theirs.uri(), TestServer.SECRET, "r", ALLOWED)
                    + store("doomed", doomed.uri(), TestServer.SECRET, "doomed-", ALLOWED)
                    + store("locked", theirs.uri(), "wrong", "locked-", ALLOWED)
                    + store("inward", theirs.uri(), TestServer.SECRET, "inward-", "[]"));
  }

  private static String store(
      String id, URI endpoint, String secret, String repositories, String allowed) {
    return """
        - id: %s
          type: lakefs
          retry: { attempts: 1 }
          lakefs:
            endpoint: "%s"
            access_key_id: %s
            secret_access_key: %s
            repositories: [%s]
            allowed_addresses: %s
    """
        .formatted(id, endpoint, TestServer.ACCESS_KEY, secret, repositories, allowed);
  }

  @AfterAll
  static void stop() {
    ours.close();
    doomed.close();
  }

  @Test
  void whatIsImportedStaysThoughTheBranchThereMoves() {
    for (int i = 0; i < 30; i++) {
      source.upload("main", "set/f %02d.csv".formatted(i), "old %02d".formatted(i)).expect(201);
    }
    source.upload("main", "set.txt", "beside").expect(201);
    String commit = source.commit("main", "the old state");
    source.upload("main", "set/uncommitted", "never seen").expect(201);

    imports(
        List.of(
            prefix("main/set/", "data/"),
            object("main~0/set/f 01.csv", "one.csv"),
            object("main/set/f 02.csv", "two.csv")));
    source.upload("main", "set/f 01.csv", "NEW").expect(201);
    source.delete("/branches/main/objects?path=set/f%2002.csv").expect(204);
    source.commit("main", "another state");

    assertThat(repository.list("main", "?prefix=data/&amount=1000")).hasSize(30);
    assertThat(repository.read("main", "data/f 01.csv").expect(200).text()).isEqualTo("old 01");
    assertThat(repository.read("main", "one.csv").expect(200).text()).isEqualTo("old 01");
    assertThat(repository.read("main", "two.csv").expect(200).text()).isEqualTo("old 02");
    Answer part = repository.read("main", "data/f 01.csv", "Range", "bytes=1-2").expect(206);
    assertThat(part.text()).isEqualTo("ld");
    JsonNode stat = repository.stat("main", "one.csv").expect(200, "statObject").json();
    assertThat(stat.path("physical_address").asText())
        .isEqualTo("lakefs://" + source.name() + "/" + commit + "/set/f 01.csv");

    imports(List.of(prefix("main/set", "data/")));
    assertThat(repository.read("main", "data/set/f 01.csv").expect(200).text()).isEqualTo("NEW");
    assertThat(repository.read("main", "data/f 01.csv").expect(404).message()).isNotEmpty();
  }

  @Test
  void anObjectIsLinkedReadCopiedAndHandedOn() {
    source.commit("main", "a/b.csv", "0123456789");
    String checksum = checksum("main", "a/b.csv");
    link("linked", "main/a/b.csv", checksum).expect(201, "stageObject");
    link("other", "main/a/b.csv", "another-checksum").expect(201);
    source.commit("main", "a/b.csv", "moved on");

    assertThat(repository.read("main", "linked").expect(200).text()).isEqualTo("0123456789");
    assertThat(repository.read("main", "other").expect(412).message()).contains("Store `peer`");
    JsonNode stat =
        repository.get("/refs/main/objects/stat?path=linked&presign=true").expect(200).json();
    Link handed = Link.of(stat.path("physical_address").asText());
    assertThat(handed.get("Range", "bytes=3-5").expect(206).text()).isEqualTo("345");
    repository
        .post(
            "/branches/main/objects/copy?dest_path=own",
            Map.of("src_path", "linked", "src_ref", "main"))
        .expect(201, "copyObject");
    assertThat(repository.read("main", "own").expect(200).text()).isEqualTo("0123456789");
    assertThat(repository.stat("main", "own").expect(200).json().path("physical_address").asText())
        .startsWith("local://");
  }

  @Test
  void oneImportTakesOneCommit() {
    IntStream.range(0, 8).forEach(i -> source.upload("main", "f" + i, "1").expect(201));
    String commit = source.commit("main", "eight files");
    source.branch("twin", "main");

    imports(
        List.of(
            prefix("main/", "all/"),
            prefix("twin/", "twin/"),
            object(commit + "/f0", "by-commit")));
    assertThat(
            IntStream.range(0, 8)
                .mapToObj(i -> List.of("all/f" + i, "twin/f" + i))
                .flatMap(List::stream)
                .map(path -> repository.stat("main", path).expect(200).json())
                .map(stat -> stat.path("physical_address").asText()))
        .allMatch(address -> address.startsWith("lakefs://" + source.name() + "/" + commit + "/f"));
  }

  @Test
  void whatIsMissingThereIsNamed() {
    source.commit("main", "a", "text");
    String checksum = checksum("main", "a");

    assertThat(failure(object("main/b", "x"))).contains("nothing to import", "main/b");
    assertThat(failure(prefix("main/b/", "x/"))).contains("nothing to import");
    assertThat(failure(prefix("nowhere/", "x/"))).contains("Store `peer`", "`nowhere`");
    assertThat(failure(prefix("r-none", "main/", "x/"))).contains("no repository `r-none`");
    assertThat(link("x", "nowhere/a", checksum).expect(404).message()).contains("`nowhere`");
    link("x", "main/a", checksum).expect(201);
    theirs.client().delete("/repositories/" + source.name()).expect(204);
    assertThat(repository.read("main", "x").expect(410).message())
        .contains("Store `peer`", "no repository `" + source.name() + "`")
        .doesNotContain(TestServer.SECRET);
  }

  @Test
  void whatNoStoreHasOrAllowsIsRefused() {
    Map<String, String> stranger = prefix("zebra", "main/", "x/");
    assertThat(start(List.of(stranger)).expect(400, "importStart").message())
        .contains("lakefs://zebra/main/", "no store of type lakefs");
    for (String bad : new String[] {"lakefs://r1", "lakefs://r1/", "lakefs://r1//a"}) {
      assertThat(
              start(List.of(Map.of("type", "common_prefix", "path", bad, "destination", "x/")))
                  .expect(400)
                  .message())
          .contains("lakefs://repository/ref/path");
    }
    assertThat(failure(prefix("locked-up", "main/", "x/")))
        .contains("Store `locked`", "access_key_id and secret_access_key");
    assertThat(failure(prefix("inward-looking", "main/", "x/")))
        .contains("Store `inward`", "allowed_addresses");
  }

  @Test
  void noRepositoryLivesOnAnotherServer() {
    for (String bare : new String[] {"", "?bare=true"}) {
      Answer refused =
          ours.client()
              .post(
                  "/repositories" + bare,
                  Map.of(
                      "name",
                      TestRepository.freshName("peer"),
                      "storage_id",
                      "peer",
                      "storage_namespace",
                      "lakefs://" + source.name() + "/main/ns"))
              .expect(400, "createRepository");
      assertThat(refused.message()).contains("'peer' is read-only, as it is of type lakefs");
    }
    assertThat(source.list("main", "")).isEmpty();
  }

  @Test
  void aServerThatIsDownCostsItsOwnEntriesOnlyAndComesBack() {
    String name = "doomed-" + source.name();
    theirs.client().createRepository(name, "hot").expect(201);
    var lost = new TestRepository(theirs.client(), name);
    lost.commit("main", "a", "text");
    imports(List.of(prefix(name, "main/", "theirs/")));
    repository.commit("main", "ours", "text");
    int port = doomed.uri().getPort();
    doomed.close();

    Answer down = repository.read("main", "theirs/a").expect(503);
    assertThat(down.message()).contains("Store `doomed`", "127.0.0.1:" + port);
    assertThat(down.header("Retry-After")).isNotEmpty();
    repository.read("main", "ours").expect(200);
    assertThat(failure(prefix(name, "main/", "x/"))).contains("Store `doomed`");

    doomed = theirs.startAnother(text -> text.replace("127.0.0.1:0", "127.0.0.1:" + port));
    Eventually.succeeds(
        () -> assertThat(repository.read("main", "theirs/a").expect(200).text()).isEqualTo("text"));
  }

  @Test
  void storesAreAttachedCheckedAndDescribed() {
    Map<String, Object> settings =
        Map.of(
            "endpoint",
            theirs.uri() + "/api/v1/",
            "access_key_id",
            TestServer.ACCESS_KEY,
            "secret_access_key",
            TestServer.SECRET,
            "repositories",
            List.of("r"));
    assertThat(attach(settings, "twin").expect(400).message())
        .contains("attach.allowed_addresses", "store `peer`", "begin alike");
    for (var expected :
        Map.of("peer", "passed", "locked", "secret_access_key", "inward", "allowed_addresses")
            .entrySet()) {
      String check = "//api/anabranch/v1/stores/" + expected.getKey() + "/check";
      assertThat(ours.client().post(check, Map.of()).expect(200, "checkStore").text())
          .contains(expected.getValue())
          .doesNotContain(TestServer.SECRET);
    }
    JsonNode hot =
        ours.client().get("/config").expect(200).json().path("storage_config_list").path(0);
    assertThat(Pattern.compile(hot.path("import_validity_regex").asText()))
        .matches(importable -> importable.matcher("lakefs://r1-test/main/a").find())
        .matches(importable -> !importable.matcher("lakefs://zebra/main/a").find());
  }

  private static Answer attach(Map<String, ?> settings, String id) {
    return ours.client()
        .post("//api/anabranch/v1/stores", Map.of("id", id, "type", "lakefs", "lakefs", settings));
  }

  private String checksum(String ref, String path) {
    return source.stat(ref, path).expect(200).json().path("checksum").asText();
  }

  private Answer link(String path, String key, String checksum) {
    return repository.put(
        "/branches/main/objects?path=" + path,
        Map.of(
            "physical_address",
            "lakefs://" + source.name() + "/" + key,
            "checksum",
            checksum,
            "size_bytes",
            10));
  }

  private Map<String, String> prefix(String key, String destination) {
    return prefix(source.name(), key, destination);
  }

  private static Map<String, String> prefix(String name, String key, String destination) {
    return source("common_prefix", name, key, destination);
  }

  private Map<String, String> object(String key, String destination) {
    return source("object", source.name(), key, destination);
  }

  private static Map<String, String> source(
      String type, String name, String key, String destination) {
    return Map.of("type", type, "path", "lakefs://" + name + "/" + key, "destination", destination);
  }

  private void imports(List<Map<String, String>> sources) {
    JsonNode status = repository.endedImport(started(sources));
    assertThat(status.path("completed").asBoolean()).as(status.toString()).isTrue();
  }

  private String failure(Map<String, String> source) {
    return repository.endedImport(started(List.of(source))).path("error").path("message").asText();
  }

  private String started(List<Map<String, String>> sources) {
    return start(sources).expect(202, "importStart").json().path("id").asText();
  }

  private Answer start(List<Map<String, String>> sources) {
    return repository.post(
        "/branches/main/import", Map.of("paths", sources, "commit", Map.of("message", "imports")));
  }
}
