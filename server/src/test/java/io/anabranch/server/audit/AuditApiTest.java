package io.anabranch.server.audit;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.contract.OperationMethods;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests of all kinds against what the audit log says of them. */
@ExtendWith(SharedServer.class)
class AuditApiTest {

  private static final String AUDIT = "//api/anabranch/v1/audit?";
  private static final int OPERATIONS = 300;

  /** What an event must say; the empty text for what must be absent. */
  private record Expected(
      String user,
      String signOn,
      String operation,
      String repository,
      String ref,
      String path,
      String storageId,
      String outcome,
      int status) {

    static Expected of(JsonNode event) {
      return new Expected(
          event.path("user").asText(),
          event.path("sign_on").asText(),
          event.path("operation").asText(),
          event.path("repository").asText(),
          event.path("ref").asText(),
          event.path("path").asText(),
          event.path("storage_id").asText(),
          event.path("outcome").asText(),
          event.path("status").asInt());
    }
  }

  /** Who sends requests. */
  private record Sender(String user, String signOn, ApiClient client, boolean mayWrite) {}

  private final TestServer server;
  private final ApiClient admin;
  private final Map<String, Expected> expected = new TreeMap<>();
  private final String run = TestRepository.freshName("audit");
  private int sent;

  AuditApiTest(TestServer server) {
    this.server = server;
    this.admin = server.client();
  }

  private ApiClient client(String user, String group) {
    admin.post("/auth/users", Map.of("id", user)).expect(201);
    admin.put("/auth/groups/" + group + "/members/" + user, Map.of()).expect(201);
    var key = admin.post("/auth/users/" + user + "/credentials", Map.of()).expect(201).json();
    return ApiClient.withKey(
        server.uri(), key.path("access_key_id").asText(), key.path("secret_access_key").asText());
  }

  private static String token(ApiClient client) {
    return client
        .post(
            "/auth/login",
            Map.of("access_key_id", TestServer.ACCESS_KEY, "secret_access_key", TestServer.SECRET))
        .expect(200)
        .json()
        .path("token")
        .asText();
  }

  @Test
  void everyRequestIsOneEventThatSaysWhatItWas() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    var hot = TestRepository.create(admin, "hot");
    var archive = TestRepository.create(admin, "archive");
    List<TestRepository> repositories = List.of(hot, archive);
    List<Sender> senders =
        List.of(
            new Sender("admin", "key", admin, true),
            new Sender("admin", "session", ApiClient.withToken(server.uri(), token(admin)), true),
            new Sender(run + "-w", "key", client(run + "-w", "Developers"), true),
            new Sender(run + "-r", "key", client(run + "-r", "Viewers"), false));
    for (int i = 0; i < OPERATIONS; i++) {
      var repository = repositories.get(random.nextInt(2));
      String storageId = repository.equals(hot) ? "hot" : "archive";
      sendOne(random, senders.get(random.nextInt(senders.size())), repository.name(), storageId);
    }
    sendUnproven(hot.name());
    sendAboutUsers();
    Eventually.succeeds(
        () ->
            assertThat(events(""))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderEntriesOf(expected));
    filtersAgree(senders, hot.name(), seed);
  }

  /** The request with the next id. */
  private void send(ApiClient client, String method, String path, String body, Expected event) {
    String id = "%s.%04d".formatted(run, sent++);
    String[] headers =
        body.isEmpty()
            ? new String[] {"X-Request-Id", id}
            : new String[] {"X-Request-Id", id, "Content-Type", "application/json"};
    Answer answer = client.send(method, path, BodyPublishers.ofString(body), headers);
    assertThat(answer.status()).as(event + ": " + answer.text()).isEqualTo(event.status());
    expected.put(id, event);
  }

  private void sendOne(Random random, Sender sender, String repository, String storageId) {
    String path = "a/" + random.nextInt(5) + " \"ü\\";
    String object = "?path=" + encode(path);
    String at = "/repositories/" + repository;
    String main = at + "/branches/main";
    switch (random.nextInt(8)) {
      case 0 ->
          write(
              sender,
              "POST",
              main + "/objects" + object,
              "x",
              201,
              "uploadObject",
              repository,
              "main",
              path,
              storageId);
      case 1 ->
          read(
              sender,
              at + "/refs/main/objects/ls?prefix=a%2F",
              200,
              "listObjects",
              repository,
              "main",
              "a/",
              storageId);
      case 2 ->
          read(
              sender,
              at + "/refs/none/objects/stat" + object,
              404,
              "statObject",
              repository,
              "none",
              path,
              storageId);
      case 3 ->
          read(
              sender,
              at + "/refs/main~0/objects/ls",
              200,
              "listObjects",
              repository,
              "main~0",
              "",
              storageId);
      case 4 -> {
        String name = "b" + sent;
        write(
            sender,
            "POST",
            at + "/branches",
            "{\"name\":\"" + name + "\",\"source\":\"main\"}",
            201,
            "createBranch",
            repository,
            name,
            "",
            storageId);
      }
      case 5 ->
          write(
              sender,
              "DELETE",
              main + "/objects" + object,
              "",
              204,
              "deleteObject",
              repository,
              "main",
              path,
              storageId);
      case 6 ->
          read(sender, at + "/branches/main", 200, "getBranch", repository, "main", "", storageId);
      default ->
          write(
              sender,
              "POST",
              main + "/objects/copy?dest_path=to",
              "{\"src_path\":\"nowhere\"}",
              404,
              "copyObject",
              repository,
              "main",
              "to",
              storageId);
    }
  }

  private void read(
      Sender sender,
      String path,
      int status,
      String operation,
      String repository,
      String ref,
      String about,
      String storageId) {
    String outcome = status < 400 ? "allowed" : "failed";
    send(
        sender.client(),
        "GET",
        path,
        "",
        new Expected(
            sender.user(),
            sender.signOn(),
            operation,
            repository,
            ref,
            about,
            storageId,
            outcome,
            status));
  }

  private void write(
      Sender sender,
      String method,
      String path,
      String body,
      int status,
      String operation,
      String repository,
      String ref,
      String about,
      String storageId) {
    int answered = sender.mayWrite() ? status : 403;
    String outcome = answered < 400 ? "allowed" : answered == 403 ? "denied" : "failed";
    send(
        sender.client(),
        method,
        path,
        body,
        new Expected(
            sender.user(),
            sender.signOn(),
            operation,
            repository,
            ref,
            about,
            storageId,
            outcome,
            answered));
  }

  /** Of nobody, or of somebody who only says so. */
  private void sendUnproven(String repository) {
    String at = "/repositories/" + repository;
    var anonymous = ApiClient.anonymous(server.uri());
    var wrong = ApiClient.withKey(server.uri(), TestServer.ACCESS_KEY, "wrong");
    send(
        anonymous,
        "GET",
        "/healthcheck",
        "",
        new Expected("", "none", "healthCheck", "", "", "", "", "allowed", 204));
    send(
        anonymous,
        "GET",
        at,
        "",
        new Expected("", "none", "getRepository", repository, "", "", "hot", "denied", 401));
    send(
        wrong,
        "DELETE",
        at,
        "",
        new Expected("", "key", "deleteRepository", repository, "", "", "hot", "denied", 401));
    send(
        ApiClient.withToken(server.uri(), "e30.e30.e30"),
        "GET",
        "/user",
        "",
        new Expected("", "session", "getCurrentUser", "", "", "", "", "denied", 401));
    send(
        anonymous,
        "POST",
        "/auth/login",
        "{\"access_key_id\":\"%s\",\"secret_access_key\":\"%s\"}"
            .formatted(TestServer.ACCESS_KEY, TestServer.SECRET),
        new Expected("admin", "key", "login", "", "", "", "", "allowed", 200));
    send(
        anonymous,
        "POST",
        "/auth/login",
        "{\"access_key_id\":\"AKIANOBODY\",\"secret_access_key\":\"x\"}",
        new Expected("", "key", "login", "", "", "", "", "denied", 401));
    send(
        admin,
        "GET",
        "/repositories/no%00such",
        "",
        new Expected("admin", "key", "getRepository", "no\uFFFDsuch", "", "", "", "failed", 400));
    send(
        admin,
        "POST",
        "/repositories",
        "{",
        new Expected("admin", "key", "createRepository", "", "", "", "", "failed", 400));
  }

  private void sendAboutUsers() {
    String name = run + "-gone";
    send(
        admin,
        "POST",
        "/repositories",
        "{\"name\":\"%s\",\"storage_namespace\":\"local://%s\",\"storage_id\":\"archive\"}"
            .formatted(name, name),
        new Expected("admin", "key", "createRepository", name, "", "", "archive", "allowed", 201));
    send(
        admin,
        "DELETE",
        "/repositories/" + name,
        "",
        new Expected("admin", "key", "deleteRepository", name, "", "", "archive", "allowed", 204));
    send(
        admin,
        "DELETE",
        "/repositories/" + name,
        "",
        new Expected("admin", "key", "deleteRepository", name, "", "", "", "failed", 404));
    send(
        admin,
        "GET",
        "//api/anabranch/v1/stores/hot",
        "",
        new Expected("admin", "key", "getStore", "", "", "", "hot", "allowed", 200));
    send(
        admin,
        "PUT",
        "/auth/users/" + run + "-r/policies/FSReadAll",
        "",
        new Expected("admin", "key", "attachPolicyToUser", "", "", "", "", "allowed", 201));
    // Such an event is there when its answer is.
    var attached = events("operation=attachPolicyToUser").keySet();
    assertThat(attached).hasSize(1);
    JsonNode event =
        admin.get(AUDIT + "request_id=" + attached.iterator().next()).json().at("/results/0");
    assertThat(event.path("actions").toString()).isEqualTo("[\"auth:AttachPolicy\"]");
    assertThat(event.path("resources").toString())
        .isEqualTo("[\"arn:lakefs:auth:::user/" + run + "-r\"]");
    assertThat(event.path("client_address").asText()).isEqualTo("127.0.0.1");
    assertThat(event.path("user_agent").asText()).startsWith("Java-http-client");
    assertThat(event.path("credential").asText()).isEqualTo(TestServer.ACCESS_KEY);
  }

  private void filtersAgree(List<Sender> senders, String repository, long seed) {
    agree(seed, "user=" + senders.get(2).user(), e -> e.user().equals(senders.get(2).user()));
    agree(seed, "repository=" + repository, e -> e.repository().equals(repository));
    agree(seed, "ref=main~0", e -> e.ref().equals("main~0"));
    agree(seed, "path_prefix=a%2F3", e -> e.path().startsWith("a/3"));
    agree(seed, "operation=createBranch", e -> e.operation().equals("createBranch"));
    agree(seed, "action=fs:DeleteObject", e -> e.operation().equals("deleteObject"));
    agree(seed, "storage_id=archive", e -> e.storageId().equals("archive"));
    agree(seed, "outcome=denied", e -> e.outcome().equals("denied"));
    agree(
        seed,
        "outcome=failed&operation=copyObject&repository=" + repository,
        e ->
            e.outcome().equals("failed")
                && e.operation().equals("copyObject")
                && e.repository().equals(repository));
    JsonNode some =
        admin.get(AUDIT + "amount=1&outcome=denied").expect(200, "listAuditEvents").json();
    String moment = some.at("/results/0/time").asText();
    assertThat(events("from=" + moment + "&to=" + moment)).isEmpty();
    admin.get(AUDIT + "outcome=perhaps").expect(400, "listAuditEvents");
    admin.get(AUDIT + "from=yesterday").expect(400);
    admin.get(AUDIT + "after=here").expect(400);
    admin.get(AUDIT + "user=%00").expect(400);
    senders.get(3).client().get(AUDIT).expect(403, "listAuditEvents");
  }

  private void agree(long seed, String query, Predicate<Expected> condition) {
    var wanted = new TreeMap<>(expected);
    wanted.values().removeIf(condition.negate());
    assertThat(wanted).as(query).isNotEmpty();
    assertThat(events(query)).as("%s, seed %d", query, seed).isEqualTo(wanted);
  }

  /** Events of this run by the ids of their requests, read page by page; none is there twice. */
  private Map<String, Expected> events(String query) {
    Map<String, Expected> events = new TreeMap<>();
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = admin.get(AUDIT + query + "&amount=90&after=" + after).expect(200).json();
      results(page)
          .filter(event -> event.path("request_id").asText().startsWith(run + "."))
          .forEach(
              event -> {
                ids.add(event.path("request_id").asText());
                events.put(event.path("request_id").asText(), Expected.of(event));
              });
      after = page.at("/pagination/next_offset").asText();
    } while (!after.isEmpty());
    assertThat(ids).doesNotHaveDuplicates();
    return events;
  }

  private static Stream<JsonNode> results(JsonNode page) {
    return StreamSupport.stream(page.path("results").spliterator(), false);
  }

  @Test
  void operationsAreCalledAsTheDocumentDoes() {
    assertThat(OperationMethods.byId())
        .allSatisfy((id, method) -> assertThat(method).isEqualToIgnoringCase(id));
  }
}
