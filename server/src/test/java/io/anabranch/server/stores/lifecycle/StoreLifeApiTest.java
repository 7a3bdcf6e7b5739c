package io.anabranch.server.stores.lifecycle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.blockstore.servers.StoreProxy;
import io.anabranch.server.config.LocationFingerprint;
import io.anabranch.server.s3gateway.S3Clients;
import io.anabranch.server.s3gateway.S3Objects;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores that come, change and go while the server runs. */
@Timeout(180)
final class StoreLifeApiTest {

  private static final String STORES = "//api/anabranch/v1/stores";

  @TempDir private static Path directory;

  private static TestServer server;
  private static ApiClient client;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            directory,
            text ->
                text.replace(
                    "  stores:\n",
                    """
                      attach:
                        local_prefixes: [%s/attached]
                        allowed_addresses: [127.0.0.1]
                      stores:
                    """
                        .formatted(directory)));
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> local(String id) {
    return Map.of("id", id, "type", "local", "local", Map.of("path", path(id)));
  }

  private static String path(String id) {
    return directory.resolve("attached").resolve(id).toString();
  }

  private static Answer attach(Map<String, ?> definition) {
    return client.post(STORES, definition);
  }

  private static Answer patch(String id, Map<String, ?> patch) {
    return client.send(
        "PATCH", STORES + "/" + id, ApiClient.json(patch), "Content-Type", "application/json");
  }

  private static JsonNode show(String id) {
    return client.get(STORES + "/" + id).expect(200, "getStore").json();
  }

  private static List<String> listed() {
    JsonNode list = client.get(STORES).expect(200, "listStores").json();
    return StreamSupport.stream(list.path("results").spliterator(), false)
        .map(store -> store.path("storage_id").asText())
        .toList();
  }

  private static long version() {
    return client.get(STORES).expect(200).json().path("version").asLong();
  }

  @Test
  void aStoreIsAttachedUsedChangedAndDetached() {
    long before = version();
    JsonNode attached = attach(local("life")).expect(201, "attachStore").json();
    assertThat(attached.path("origin").asText()).isEqualTo("attached");
    assertThat(attached.path("location_fingerprint").asText())
        .isEqualTo(LocationFingerprint.of("local:" + path("life")));
    assertThat(version()).isGreaterThan(before);
    assertThat(listed()).startsWith("hot", "archive").contains("life");
    assertThat(client.get("/config").json().path("storage_config_list").toString())
        .contains("\"life\"");

    var repository = TestRepository.create(client, "life");
    repository.commit("main", "a", "bytes");
    assertThat(show("life").path("repositories").asInt()).isEqualTo(1);

    JsonNode changed =
        patch("life", Map.of("description", "renamed")).expect(200, "updateStore").json();
    assertThat(changed.path("description").asText()).isEqualTo("renamed");
    assertThat(changed.path("revision").asLong()).isEqualTo(attached.path("revision").asLong() + 1);
    client.post(STORES + "/life/refresh", Map.of()).expect(200, "refreshStore");
    assertThat(repository.read("main", "a").text()).isEqualTo("bytes");

    Answer refused = client.delete(STORES + "/life").expect(409, "detachStore");
    assertThat(refused.message()).contains("'" + repository.name() + "'");
    client.delete(repository.path("")).expect(204);
    client.delete(STORES + "/life").expect(204, "detachStore");
    client.get(STORES + "/life").expect(404, "getStore");
    assertThat(listed()).doesNotContain("life");
    client.createRepository("nowhere", "life").expect(400);
    assertThat(Path.of(path("life"), repository.name())).isNotEmptyDirectory();
  }

  @Test
  void anAliasIsTakenWhereAnIdIsAndNeverRecorded() {
    Map<String, Object> definition = new HashMap<>(local("long-id"));
    definition.put("alias", "short");
    attach(definition).expect(201);
    assertThat(show("short").path("storage_id").asText()).isEqualTo("long-id");
    var repository = TestRepository.create(client, "short");
    assertThat(repository.get("").json().path("storage_id").asText()).isEqualTo("long-id");
    Map<String, Object> clash = new HashMap<>(local("other-id"));
    clash.put("alias", "short");
    assertThat(attach(clash).expect(400).message()).startsWith("alias: `short` names");
    assertThat(attach(local("short")).expect(400).message()).startsWith("alias: `short` names");

    patch("short", Map.of("alias", "brief")).expect(200);
    repository.upload("main", "a", "bytes").expect(201);
    client.get(STORES + "/short").expect(404);
    client.delete(repository.path("")).expect(204);
    client.delete(STORES + "/brief").expect(204);
  }

  @Test
  void nothingIsWrittenToAReadOnlyStore() throws IOException {
    attach(local("kept")).expect(201);
    var repository = TestRepository.create(client, "kept");
    repository.commit("main", "a", "bytes");
    String link =
        client
            .get(repository.path("/branches/main/staging/backing?path=b&presign=true"))
            .expect(200)
            .json()
            .path("presigned_url")
            .asText();
    patch("kept", Map.of("read_only", true)).expect(200);
    List<Path> before = files("kept");

    for (Answer answer :
        List.of(
            repository.upload("main", "b", "bytes"),
            client.send(
                "POST",
                repository.path("/branches/main/objects?path=b&force=true"),
                ApiClient.json(Map.of())),
            repository.post("/branches/main/commits", Map.of("message", "m", "force", true)),
            repository.post("/branches", Map.of("name", "b", "source", "main", "force", true)),
            repository.delete("/branches/main/objects?path=a&force=true"),
            repository.post("/tags", Map.of("id", "t", "ref", "main", "force", true)),
            repository.put("/refs/dump", Map.of()),
            repository.post("/dump", Map.of()),
            repository.delete("?force=true"))) {
      answer.expect(403);
      assertThat(answer.message()).contains("store 'kept'", "read-only");
    }
    var put =
        client.send("PUT", "/" + link.substring(link.indexOf("/api/")), ApiClient.json(Map.of()));
    assertThat(put.message()).contains("read-only");
    try (var s3 = S3Clients.of(server)) {
      var objects = new S3Objects(s3, repository.name());
      assertThatThrownBy(() -> objects.put("main/b", new byte[1]))
          .hasMessageContaining("store 'kept', which is read-only")
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ErrReadOnlyRepository"));
      assertThat(objects.get("main/a").asUtf8String()).isEqualTo("bytes");
    }
    var other = client.createRepository("on-kept", "kept").expect(400);
    assertThat(other.message()).contains("store 'kept' is read-only");
    assertThat(repository.read("main", "a").text()).isEqualTo("bytes");
    assertThat(files("kept")).isEqualTo(before);
    JsonNode check = check("kept");
    assertThat(check.path("passed").asBoolean()).isTrue();
    assertThat(files("kept")).isEqualTo(before);

    patch("kept", Map.of("read_only", false)).expect(200);
    repository.upload("main", "b", "bytes").expect(201);
  }

  /** Without the marks of who uses it, which come when it is used for the first time. */
  private static List<Path> files(String id) throws IOException {
    Path marks = Path.of(path(id), ".anabranch", "unfinished");
    try (var files = Files.walk(Path.of(path(id)))) {
      return files
          .filter(file -> Files.isRegularFile(file) && !marks.equals(file.getParent()))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatMayNotBeAttachedIsToldAtOnce() {
    attach(local("taken")).expect(201);
    assertThat(attach(local("taken")).expect(409, "attachStore").message()).contains("PATCH");
    assertThat(attach(local("hot")).expect(409).message())
        .contains("configured in " + directory.resolve("anabranch.yaml"));
    Answer outside =
        attach(
            Map.of(
                "id",
                "bad",
                "type",
                "local",
                "start",
                "eager",
                "backward_compatible",
                true,
                "local",
                Map.of("path", "/etc", "allowed_external_prefixes", List.of("/var"))));
    assertThat(outside.expect(400, "attachStore").message())
        .contains("/etc: ", "/var: ", "local_prefixes", "start: ", "backward_compatible: ");
    assertThat(attach(s3("bad", "http://10.0.0.1:9000", "secret")).expect(400).message())
        .contains("10.0.0.1", "blockstores.attach.allowed_addresses");
    assertThat(
            attach(Map.of("id", "bad", "type", "s3", "s3", Map.of("regoin", "x"), "fast", 1))
                .expect(400)
                .message())
        .contains("s3.regoin", "did you mean", "fast: unknown key");
    Map<String, ?> plugin = Map.of("provider", "tape", "place", "cellar");
    assertThat(
            attach(Map.of("id", "bad", "type", "plugin", "plugin", plugin)).expect(400).message())
        .startsWith("type: what a plugin reaches");
    Answer overlap =
        attach(
            Map.of("id", "bad", "type", "local", "local", Map.of("path", path("taken") + "/in")));
    assertThat(overlap.expect(400).message()).contains("inside or around", "`taken`");
    client.sendJson("POST", STORES, "[]").expect(400, "attachStore");
    client.sendJson("POST", STORES, "{").expect(400, "attachStore");

    assertThat(patch("hot", Map.of("description", "x")).expect(409, "updateStore").message())
        .contains("configured in " + directory.resolve("anabranch.yaml"));
    client.delete(STORES + "/hot").expect(409, "detachStore");
    client.delete(STORES + "/none").expect(404, "detachStore");
    patch("none", Map.of()).expect(404, "updateStore");
    client.post(STORES + "/none/refresh", Map.of()).expect(404, "refreshStore");
    assertThat(patch("taken", Map.of("id", "other")).expect(400).message()).startsWith("id: ");
    assertThat(listed()).doesNotContain("bad");
  }

  @Test
  void anIdThatPointsElsewhereMustBeAcknowledgedForThatPlace() {
    attach(local("moving")).expect(201);
    String next = path("moved");
    String fingerprint = LocationFingerprint.of("local:" + next);
    Map<String, Object> move = Map.of("local", Map.of("path", next));
    assertThat(patch("moving", move).expect(400).message())
        .contains("local:" + path("moving"), "local:" + next, "accept_new_location", fingerprint);
    patch("moving", Map.of("local", Map.of("path", next), "accept_new_location", "true"))
        .expect(400);
    JsonNode moved =
        patch("moving", Map.of("local", Map.of("path", next), "accept_new_location", fingerprint))
            .expect(200)
            .json();
    assertThat(moved.path("location").asText()).isEqualTo("local:" + next);
    assertThat(patch("moving", Map.of("local", Map.of("path", path("moving")))).status())
        .as("one acknowledgement is for one place")
        .isEqualTo(400);
  }

  @Test
  void aStoreThatIsAwayIsAttachedShownAsAwayAndComesBackAlone() {
    try (var store = S3ProxyServer.start();
        var proxy = new StoreProxy(store.endpoint())) {
      store.createBucket("lake");
      proxy.set(StoreProxy.Mode.REFUSE);
      attach(s3("away", proxy.endpoint().toString(), S3ProxyServer.SECRET)).expect(201);
      Eventually.succeeds(
          () -> {
            JsonNode shown = show("away");
            assertThat(shown.path("state").asText()).isEqualTo("unavailable");
            assertThat(shown.path("reasons")).isNotEmpty();
            assertThat(shown.path("last_trouble").asText()).isNotEmpty();
          });
      Map<String, String> creation =
          Map.of("name", "on-away", "storage_id", "away", "storage_namespace", "s3://lake/r");
      assertThat(client.post("/repositories", creation).expect(503).message()).contains("`away`");
      JsonNode failed = check("away");
      assertThat(failed.path("passed").asBoolean()).isFalse();
      assertThat(failed.path("steps").path(0).path("outcome").asText()).isEqualTo("failed");

      proxy.set(StoreProxy.Mode.PASS);
      Eventually.succeeds(() -> client.post("/repositories", creation).expect(201));
      // The breaker lets a few calls through before it lets all.
      Eventually.succeeds(
          () -> {
            JsonNode check = check("away");
            assertThat(check.findValuesAsText("outcome")).as(check.toString()).hasSize(5);
            assertThat(check.findValuesAsText("outcome")).containsOnly("passed");
          });
    }
  }

  @Test
  void whenOneEndpointDiesTheOthersServe() {
    try (var store = S3ProxyServer.start();
        var first = new StoreProxy(store.endpoint());
        var second = new StoreProxy(store.endpoint())) {
      store.createBucket("lake");
      attach(s3("twofold", first.endpoint().toString(), S3ProxyServer.SECRET)).expect(201);
      Map<String, ?> fallback =
          Map.of("s3", Map.of("fallback_endpoints", List.of(second.endpoint().toString())));
      patch("twofold", fallback).expect(200);
      String name = TestRepository.freshName("twofold");
      client
          .post(
              "/repositories",
              Map.of(
                  "name", name, "storage_id", "twofold", "storage_namespace", "s3://lake/" + name))
          .expect(201);
      client.upload(name, "main", "a", "bytes").expect(201);
      assertThat(second.accepted()).isZero();

      first.set(StoreProxy.Mode.REFUSE);
      for (int i = 0; i < 20; i++) {
        client.upload(name, "main", "b" + i, "bytes").expect(201);
        assertThat(client.read(name, "main", "a").expect(200).text()).isEqualTo("bytes");
      }
      assertThat(second.accepted()).isPositive();
    }
  }

  private static JsonNode check(String id) {
    return client.post(STORES + "/" + id + "/check", Map.of()).expect(200, "checkStore").json();
  }

  private static Map<String, Object> s3(String id, String endpoint, String secret) {
    return Map.of(
        "id",
        id,
        "type",
        "s3",
        "default_namespace_prefix",
        "s3://lake",
        "retry",
        Map.of("attempts", 3, "first_wait", "10ms"),
        "breaker",
        Map.of("pause", "1s"),
        "s3",
        Map.of(
            "endpoint",
            endpoint,
            "force_path_style",
            true,
            "credentials",
            Map.of("access_key_id", S3ProxyServer.ACCESS_KEY, "secret_access_key", secret)));
  }

  @Test
  void noSecretIsAnsweredLoggedOrLeftInARow() throws Exception {
    String secret = "AttachedSecretOfThisTest";
    var seen = new ListAppender<ILoggingEvent>();
    seen.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    seen.start();
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("io.anabranch");
    root.addAppender(seen);
    ours.setLevel(Level.TRACE);
    try {
      List<Answer> answers =
          List.of(
              attach(s3("discreet", "http://127.0.0.1:9", secret)).expect(201),
              patch("discreet", Map.of("read_only", secret)).expect(400),
              patch("discreet", Map.of("s3", Map.of("credentials", secret))).expect(400),
              patch("discreet", Map.of("description", "x")).expect(200),
              attach(s3("discreet", "http://127.0.0.1:9", secret)).expect(409),
              attach(s3("discreet?", "http://me:" + secret + "@127.0.0.1:9", secret)).expect(400),
              client.post(STORES + "/discreet/refresh", Map.of()),
              client.post(STORES + "/discreet/check", Map.of()),
              client.get(STORES + "/discreet/health"),
              client.get(STORES),
              client.get("/config"),
              client.get("//metrics"),
              client.get("//readyz"));
      assertThat(answers.subList(3, answers.size()))
          .extracting(Answer::text)
          .noneMatch(text -> text.contains(secret));
      assertThat(answers.get(2).text()).doesNotContain(secret);
      assertThat(seen.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(line -> line.contains(secret));
    } finally {
      ours.setLevel(null);
      root.detachAppender(seen);
    }
    try (var connection = server.database().connect();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT s::text, definition FROM store s WHERE id = 'discreet'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).doesNotContain(secret);
      assertThat(new String(rows.getBytes(2), ISO_8859_1)).doesNotContain(secret, "s3://lake");
    }
  }
}
