package io.anabranch.server.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotas on two servers of one database. */
@Timeout(120)
class QuotasApiTest {

  private static final String QUOTAS = "//api/anabranch/v1/quotas/";
  private static final int STEP = 8 << 20;

  @TempDir static Path directory;
  private static TestServer server;
  private static AnabranchServer another;
  private static ApiClient admin;
  private static ApiClient there;

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
    another = server.startAnother();
    admin = server.client();
    there = ApiClient.withKey(another.uri(), TestServer.ACCESS_KEY, TestServer.SECRET);
  }

  @AfterAll
  static void stop() {
    another.close();
    server.close();
  }

  private static void set(String whose, Map<String, ?> limits) {
    admin.put(QUOTAS + whose, limits).expect(200, "setQuota");
  }

  private static JsonNode quota(String whose) {
    return admin.get(QUOTAS + whose).expect(200, "getQuota").json();
  }

  private static void assertUsed(String whose, long bytes, long objects) {
    JsonNode quota = quota(whose);
    assertThat(quota.path("used_bytes").asLong()).isEqualTo(bytes);
    assertThat(quota.path("used_objects").asLong()).isEqualTo(objects);
  }

  private static List<String> stored(TestRepository repository) {
    return server.files("hot", repository.name() + "/data");
  }

  /** Without a Content-Length. */
  private static BodyPublisher streamed(byte[] bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private static Answer stream(TestRepository repository, String path, byte[] bytes) {
    return repository
        .client()
        .send("POST", repository.path("/branches/main/objects?path=" + path), streamed(bytes));
  }

  @Test
  void whatHasNoRoomIsRefusedBeforeAByteIsStored() {
    var repository = TestRepository.create(admin);
    String whose = "repository/" + repository.name();
    set(whose, Map.of("bytes", 10, "objects", 3));
    repository.upload("main", "a", "123456").expect(201);
    List<String> before = stored(repository);
    Answer refusal = repository.upload("main", "b", "12345").expect(507, "uploadObject");
    assertThat(refusal.message())
        .contains("repository '" + repository.name() + "'", "5 more bytes", "6 bytes of 10");
    assertThat(stored(repository)).isEqualTo(before);
    repository.read("main", "b").expect(404);
    repository.upload("main", "b", "1234").expect(201);
    assertUsed(whose, 10, 2);
    repository.upload("main", "c", "").expect(201);
    assertThat(repository.upload("main", "d", "").expect(507).message()).contains("3 objects of 3");
    repository
        .post("/branches/main/objects/copy?dest_path=e", Map.of("src_path", "a"))
        .expect(507, "copyObject");
    repository
        .put(
            "/branches/main/objects?path=f",
            Map.of(
                "physical_address",
                "local://" + repository.name() + "/data/x",
                "checksum",
                "x",
                "size_bytes",
                1))
        .expect(507, "stageObject");
    TestRepository.create(admin).upload("main", "a", "a neighbour goes on").expect(201);
    assertUsed(whose, 10, 3);
    set(whose, Map.of("bytes", 10, "used_bytes", 2));
    repository.upload("main", "e", "12345678").expect(201);
    admin.delete(QUOTAS + whose).expect(204, "deleteQuota");
    repository.upload("main", "f", "there is no limit now").expect(201);
    admin.get(QUOTAS + whose).expect(404, "getQuota");
  }

  @Test
  void whatIsNotStoredIsGivenBack() {
    var repository = TestRepository.create(admin);
    String whose = "repository/" + repository.name();
    set(whose, Map.of("bytes", 1_000));
    repository.upload("none", "a", "on no branch").expect(404);
    repository
        .upload("main", "a", "with another MD5", "Content-MD5", "A".repeat(22) + "==")
        .expect(400);
    repository.upload("main", "a", "one").expect(201);
    repository.upload("main", "a", "another", "If-None-Match", "*").expect(412);
    assertUsed(whose, 3, 1);
  }

  @Test
  void aBodyOfUnknownLengthIsCutOff() {
    var repository = TestRepository.create(admin);
    String whose = "repository/" + repository.name();
    set(whose, Map.of("bytes", STEP + 1_000));
    stream(repository, "a", new byte[500]).expect(201);
    assertUsed(whose, 500, 1);
    List<String> before = stored(repository);
    assertThat(stream(repository, "b", new byte[STEP + 501]).expect(507, "uploadObject").message())
        .contains("no room");
    repository.read("main", "b").expect(404);
    assertThat(stored(repository)).isEqualTo(before);
    assertUsed(whose, 500, 1);
    stream(repository, "c", new byte[STEP + 500]).expect(201);
    assertUsed(whose, STEP + 1_000, 2);
    stream(repository, "d", new byte[1]).expect(507);
    stream(repository, "e", new byte[0]).expect(201);
  }

  @Test
  void serversShareAQuotaOfAUserOrAStore() throws Exception {
    String user = TestRepository.freshName("user");
    admin.post("/auth/users", Map.of("id", user)).expect(201);
    admin.put("/auth/groups/SuperUsers/members/" + user, Map.of()).expect(201);
    JsonNode key = admin.post("/auth/users/" + user + "/credentials", Map.of()).expect(201).json();
    String id = key.path("access_key_id").asText();
    String secret = key.path("secret_access_key").asText();
    var repository = TestRepository.create(admin, "archive");
    set("user/" + user, Map.of("objects", 60));
    set("store/archive", Map.of("bytes", 1_000_000));
    Eventually.succeeds(
        () -> {
          // The other server has heard of the quota when it counts for it.
          there.upload(repository.name(), "main", "probe", "x").expect(201);
          assertThat(quota("store/archive").path("used_objects").asInt()).isPositive();
        });
    long before = quota("store/archive").path("used_objects").asLong();
    List<Callable<Integer>> uploads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String path = "p" + i;
      var client = ApiClient.withKey(i % 2 == 0 ? server.uri() : another.uri(), id, secret);
      uploads.add(() -> client.upload(repository.name(), "main", path, "12345").status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(uploads)) {
        statuses.add(status.get());
      }
    }
    assertThat(statuses).containsOnly(201, 507);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(60);
    assertUsed("user/" + user, 300, 60);
    assertThat(quota("store/archive").path("used_objects").asLong() - before).isEqualTo(60);
    admin.delete(QUOTAS + "store/archive").expect(204);
  }

  @Test
  void requestsBeyondTheRateAreRefusedAndOthersGoOn() {
    var limited = TestRepository.create(admin);
    var neighbour = TestRepository.create(admin);
    set("repository/" + limited.name(), Map.of("requests_per_second", 3));
    int passed = 0;
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      Answer answer = limited.get("/branches/main");
      if (answer.status() == 429) {
        refused++;
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.message()).contains(limited.name(), "3 requests a second");
      } else {
        answer.expect(200);
        passed++;
      }
      neighbour.get("/branches/main").expect(200);
    }
    assertThat(passed).isGreaterThanOrEqualTo(3);
    assertThat(refused).isPositive();
    Eventually.succeeds(() -> assertThat(limited.get("/branches/main").status()).isEqualTo(200));

    set("store/hot", Map.of("requests_per_second", 2));
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 30; i++) {
      statuses.add(neighbour.get("/branches/main").status());
    }
    admin.delete(QUOTAS + "store/hot").expect(204);
    assertThat(statuses).contains(200, 429);
    neighbour.get("/branches/main").expect(200);
  }

  @Test
  void quotasAreListedAndChecked() {
    var repository = TestRepository.create(admin);
    set("repository/" + repository.name(), Map.of("bytes", 1));
    set("user/somebody", Map.of("objects", 1));
    JsonNode first =
        admin.get("//api/anabranch/v1/quotas?amount=1").expect(200, "listQuotas").json();
    String after = first.at("/pagination/next_offset").asText();
    assertThat(after).startsWith("repository/");
    assertThat(admin.get("//api/anabranch/v1/quotas?after=" + ApiClient.encode(after)).text())
        .contains("somebody")
        .doesNotContain(after.substring(after.indexOf('/') + 1) + "\"");
    admin.put(QUOTAS + "group/x", Map.of("bytes", 1)).expect(400);
    admin.put(QUOTAS + "user/x", Map.of()).expect(400, "setQuota");
    admin.put(QUOTAS + "user/x", Map.of("bytes", -1)).expect(400);
    admin.put(QUOTAS + "repository/no-such", Map.of("bytes", 1)).expect(404, "setQuota");
    admin.put(QUOTAS + "store/no-such", Map.of("bytes", 1)).expect(404);
    admin.delete(QUOTAS + "user/no-such").expect(404);
  }
}
