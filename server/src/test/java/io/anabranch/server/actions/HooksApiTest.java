package io.anabranch.server.actions;

import static io.anabranch.server.testing.ApiClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of a started server that may reach the name localhost, but no address of this machine. */
@Timeout(60)
class HooksApiTest {

  private static final String SECRET = "the-secret-of-the-test";
  private static final String ALL_EVENTS =
      List.of(
              "prepare-commit",
              "pre-commit",
              "post-commit",
              "pre-merge",
              "post-merge",
              "pre-create-branch",
              "post-create-branch",
              "pre-delete-branch",
              "post-delete-branch",
              "pre-create-tag",
              "post-create-tag",
              "pre-delete-tag",
              "post-delete-tag",
              "pre-revert",
              "post-revert",
              "pre-cherry-pick",
              "post-cherry-pick")
          .stream()
          .map(event -> "  " + event + ":\n")
          .collect(Collectors.joining());

  /** A request that arrived: its path and query, a header and the body. */
  private record Arrived(String uri, String key, String body) {}

  private static final List<Arrived> ARRIVED = new CopyOnWriteArrayList<>();
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private static HttpServer target;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    target.createContext("/", HooksApiTest::answer);
    target.setExecutor(THREADS);
    target.start();
    server =
        TestServer.start(
            directory,
            text -> text + "\nactions:\n  allowed_addresses: [localhost]\n",
            Map.of("LAKEFSACTION_KEY", SECRET));
  }

  @AfterAll
  static void stop() {
    END.countDown();
    server.close();
    target.stop(0);
    THREADS.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String key = String.valueOf(exchange.getRequestHeaders().getFirst("X-Key"));
    ARRIVED.add(new Arrived(exchange.getRequestURI().toString(), key, body));
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/hang" -> awaitEnd();
        case "/redirect" -> {
          String forbidden = "http://127.0.0.1:" + target.getAddress().getPort() + "/stolen";
          exchange.getResponseHeaders().add("Location", forbidden);
          exchange.sendResponseHeaders(307, -1);
        }
        case "/endless" -> {
          exchange.sendResponseHeaders(200, 1L << 50);
          while (END.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        }
        case "/refuse" -> exchange.sendResponseHeaders(403, -1);
        case "/echo" -> {
          byte[] echo = (key + " " + body).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, echo.length);
          exchange.getResponseBody().write(echo);
        }
        case "/airflow/api/v1/dags/d/dagRuns" -> reply(exchange, "{}");
        default -> reply(exchange, "{\"state\": \"success\"}");
      }
    }
  }

  private static void reply(HttpExchange exchange, String json) throws IOException {
    exchange.sendResponseHeaders(200, json.length());
    exchange.getResponseBody().write(json.getBytes(UTF_8));
  }

  private static void awaitEnd() {
    try {
      END.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TestRepository repository;

  @BeforeEach
  void aRepository() {
    repository = TestRepository.create(server.client());
  }

  @Test
  void everyEventIsToldOnceWithWhatItIsAbout() throws IOException {
    action("on:\n" + ALL_EVENTS + webhook("/ok?to=" + repository.name()));
    String first = repository.commit("main", "adds the hook");
    repository.branch("side", "main");
    String second = repository.commit("side", "a", "1");
    repository.post("/refs/side/merge/main", Map.of("message", "merged")).expect(200);
    repository.post("/branches/main/revert", Map.of("ref", "main", "parent_number", 1)).expect(204);
    repository.post("/branches/main/cherry-pick", Map.of("ref", second)).expect(201);
    repository.post("/tags", Map.of("id", "v1", "ref", first)).expect(201);
    repository.delete("/tags/v1").expect(204);
    repository.delete("/branches/side").expect(204);
    Eventually.succeeds(() -> assertThat(arrived()).hasSize(20));
    assertThat(arrived())
        .containsOnlyOnce("post-delete-branch", "post-delete-tag", "pre-revert", "post-revert")
        .containsOnlyOnce("pre-merge", "post-merge", "pre-cherry-pick", "post-cherry-pick")
        .containsOnlyOnce("pre-create-branch", "post-create-branch", "pre-create-tag")
        .containsOnlyOnce("post-create-tag", "pre-delete-tag", "pre-delete-branch");
    JsonNode merge = event("pre-merge");
    assertThat(merge.path("source_ref").asText()).isEqualTo(second);
    assertThat(merge.path("merge_source").asText()).isEqualTo("side");
    assertThat(merge.path("branch_id").asText()).isEqualTo("main");
    assertThat(merge.path("commit_message").asText()).isEqualTo("merged");
    assertThat(merge.path("committer").asText()).isEqualTo("admin");
    assertThat(merge.path("hook_id").asText()).isEqualTo("the-hook");
    assertThat(merge.has("commit_id")).isFalse();
    assertThat(event("post-create-tag").path("tag_id").asText()).isEqualTo("v1");
    assertThat(event("post-create-tag").path("commit_id").asText()).isEqualTo(first);
  }

  @Test
  void whatComesBeforeBlocksAndWhatComesAfterDoesNot() {
    action("on:\n  pre-commit:\n  post-commit:\n" + webhook("/refuse"));
    String head = repository.head("main");
    Answer refused =
        repository.post("/branches/main/commits", Map.of("message", "m")).expect(412, "commit");
    assertThat(refused.text())
        .contains("pre-commit hook aborted, run id '", "hook 'the-hook'", "status code: 403");
    assertThat(repository.head("main")).isEqualTo(head);
    action("on:\n  post-commit:\n" + webhook("/refuse"));
    String made = repository.commit("main", "not blocked");
    Eventually.succeeds(() -> assertThat(runs("?commit=" + made)).hasSize(1));
    JsonNode run = runs("?commit=" + made).getFirst();
    assertThat(run.path("status").asText()).isEqualTo("failed");
    assertThat(run.path("event_type").asText()).isEqualTo("post-commit");
    assertThat(runs("?branch=main")).hasSize(2).first().isEqualTo(run);
    assertThat(runs("?amount=1")).hasSize(1);
    assertThat(runs("?after=" + run.path("run_id").asText())).hasSize(1);
    repository.get("/actions/runs?branch=main&commit=" + made).expect(400, "listRepositoryRuns");
    repository.get("/actions/runs/none").expect(404, "getRun");
  }

  @Test
  void theRunOfACommitKnowsItOnceItIsMade() {
    action("on:\n  pre-commit:\n" + lua("print(action.branch_id, username, args.a)"));
    String made = repository.commit("main", "m");
    Eventually.succeeds(() -> assertThat(runs("?commit=" + made)).hasSize(1));
    String id = runs("?commit=" + made).getFirst().path("run_id").asText();
    repository.get("/actions/runs/" + id).expect(200, "getRun");
    assertThat(output(id)).isEqualTo("main\tadmin\tx\n");
  }

  @Test
  void actionsRunOnDemand() {
    action("on:\n  post-commit: { branches: [side] }\n" + lua("print(action.commit_id)"));
    String head = repository.commit("main", "m");
    repository.branch("side", "main");
    trigger("side", Map.of("event_type", "post-commit", "action", "h.yaml"), 202);
    Eventually.succeeds(() -> assertThat(runs("?branch=side")).hasSize(1));
    JsonNode run = runs("?branch=side").getFirst();
    assertThat(run.path("status").asText()).isEqualTo("completed");
    assertThat(output(run.path("run_id").asText())).isEqualTo(head + "\n");
    assertThat(trigger("main", Map.of("event_type", "post-commit"), 404).message())
        .contains("no action of branch 'main'", "post-commit");
    trigger("side", Map.of("event_type", "post-commit", "action", "other"), 404);
    trigger("side", Map.of("event_type", "pre-create-tag"), 400);
    trigger("side", Map.of("event_type", "sometimes"), 400);
    trigger("nowhere", Map.of("event_type", "post-commit"), 404);
  }

  private Answer trigger(String branch, Map<String, String> wanted, int status) {
    String path =
        "//api/anabranch/v1/repositories/%s/branches/%s/actions/runs"
            .formatted(repository.name(), branch);
    return server.client().post(path, wanted).expect(status, "triggerActions");
  }

  @Test
  void hooksCannotHoldUpNorLeadAstrayNorFillTheServer() {
    assertThat(refusal(webhook("/hang", "timeout: 300ms"))).contains("timeout");
    assertThat(refusal(webhook("/redirect"))).contains("not allowed");
    assertThat(ARRIVED).noneMatch(request -> request.uri().contains("stolen"));
    assertThat(refusal(webhook("/x").replace("localhost", "127.0.0.1"))).contains("not allowed");
    assertThat(refusal(lua("while true do end", "timeout: 500ms"))).contains("took longer");
    assertThat(refusal(lua("local s = 'x' while true do s = s .. s end"))).contains("longer than");
    assertThat(refusal(lua("require('net/http')"))).contains("no package");
    assertThat(refusal("hooks: [{id: x1, type: perl}]\n")).contains("h.yaml", "x1", "type");
    assertThat(refusal("hooks: &a [*a, *a]\n")).contains("h.yaml");
    action("on:\n  pre-commit:\n" + webhook("/endless"));
    repository.commit("main", "an endless answer is an answer");
  }

  @Test
  void secretsAreSentButNotShown() {
    action(
        "on:\n  pre-commit:\n"
            + webhook("/echo", "headers: { X-Key: '{{ ENV.LAKEFSACTION_KEY }}' }"));
    String made = repository.commit("main", "m");
    Eventually.succeeds(() -> assertThat(runs("?commit=" + made)).hasSize(1));
    assertThat(ARRIVED).anyMatch(request -> request.key().equals(SECRET));
    assertThat(output(runs("?commit=" + made).getFirst().path("run_id").asText()))
        .contains("Response: 200", "{{ ENV.LAKEFSACTION_KEY }}")
        .doesNotContain(SECRET);
    assertThat(refusal(webhook("/ok", "headers: { X-Key: '{{ ENV.PATH }}' }"))).contains("PATH");
  }

  @Test
  void scriptsReadWhatTheirUserMay() {
    repository.upload("main", "scripts/check.lua", checkScript()).expect(201);
    action(
        """
        on:
          pre-commit:
        hooks:
          - id: the-hook
            type: lua
            properties: { script_path: scripts/check.lua }
        """);
    repository.upload("main", "good.csv", "x").expect(201);
    repository.commit("main", "fine");
    repository.upload("main", "bad.exe", "x").expect(201);
    assertThat(repository.post("/branches/main/commits", Map.of("message", "m")).expect(412).text())
        .contains("bad.exe is not wanted");
  }

  private static String checkScript() {
    return """
        local lakefs = require("lakefs")
        local strings = require("strings")
        local code, page = lakefs.list_objects(action.repository_id, action.source_ref, "", "", "")
        for _, object in ipairs(page.results) do
          if strings.has_suffix(object.path, ".exe") then
            require("hook").fail(object.path .. " is not wanted")
          end
        end
        """;
  }

  @Test
  void airflowIsAskedAndWaitedFor() {
    String url = "http://localhost:" + target.getAddress().getPort() + "/airflow/";
    action(
        """
        on:
          pre-commit:
        hooks:
          - id: the-hook
            type: airflow
            properties:
              url: %s
              dag_id: d
              username: u
              password: "{{ ENV.LAKEFSACTION_KEY }}"
              dag_conf: { some: [1] }
              wait_for_dag: true
        """
            .formatted(url));
    repository.commit("main", "m");
    Arrived started =
        ARRIVED.stream().filter(r -> r.uri().endsWith("/dagRuns")).findFirst().orElseThrow();
    assertThat(started.body())
        .contains("\"dag_run_id\":\"lakeFS_hook_the-hook_", "\"some\":[1]", "\"lakeFS_event\":{");
    assertThat(ARRIVED).anyMatch(r -> r.uri().contains("/dagRuns/lakeFS_hook_the-hook_"));
  }

  /** What a commit hears that such hooks are asked about. */
  private String refusal(String hooks) {
    action("on:\n  pre-commit:\n" + hooks);
    return repository.post("/branches/main/commits", Map.of("message", "m")).expect(412).text();
  }

  private void action(String text) {
    repository.upload("main", "_lakefs_actions/h.yaml", text).expect(201);
  }

  private static String webhook(String path, String... more) {
    String url = "http://localhost:" + target.getAddress().getPort() + path;
    return hook("webhook", "url: '" + url + "'", more);
  }

  private static String lua(String script, String... more) {
    return hook("lua", "args: { a: x }\n      script: |\n        " + script, more);
  }

  private static String hook(String type, String property, String... more) {
    return "hooks:\n  - id: the-hook\n    type: "
        + type
        + "\n    properties:\n"
        + List.of(more).stream().map(line -> "      " + line + "\n").collect(Collectors.joining())
        + "      "
        + property
        + "\n";
  }

  private List<JsonNode> runs(String query) {
    JsonNode page =
        repository.get("/actions/runs" + query).expect(200, "listRepositoryRuns").json();
    return StreamSupport.stream(page.path("results").spliterator(), false).toList();
  }

  private String output(String run) {
    String path = "/actions/runs/" + encode(run) + "/hooks";
    repository.get(path).expect(200, "listRunHooks");
    return repository.get(path + "/0000_0000/output").expect(200).text();
  }

  private List<String> arrived() {
    return bodies().stream().map(event -> event.path("event_type").asText()).toList();
  }

  private JsonNode event(String type) {
    return bodies().stream()
        .filter(event -> event.path("event_type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> bodies() {
    return ARRIVED.stream()
        .filter(request -> request.uri().endsWith("?to=" + repository.name()))
        .map(request -> parse(request.body()))
        .toList();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
