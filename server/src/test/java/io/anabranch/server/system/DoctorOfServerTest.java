package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.server.system.Terminal.Outcome;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code doctor --server} says of servers with a fault, and of one without. */
@ExtendWith(SharedServer.class)
@Timeout(60)
class DoctorOfServerTest {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WARNED = 3;

  @TempDir Path folder;
  private final TestServer server;

  DoctorOfServerTest(TestServer server) {
    this.server = server;
  }

  @Test
  void whatIsNotThereOrSomethingElseIsToldApart() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(error("server", "http://127.0.0.1:" + free)).contains("nobody accepts connections");
    assertThat(error("server", "http://no-such-host.invalid")).contains("host has no address");
    assertThat(error("server", server.uri() + "/elsewhere")).contains("/elsewhere", "status 404");
    assertThat(error("server", server.uri().toString().replace("http:", "https:")))
        .contains("no TLS connection", "http://");
    assertThat(error("url", "ftp://somewhere")).contains("ftp://somewhere");
    assertThat(error("url", "http://user:pass@127.0.0.1:" + free)).contains("write them into");
  }

  @Test
  void keysThatAreWrongOrMissing() {
    Terminal wrong = terminal().with("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "not-this-one");
    JsonNode findings = examine(wrong, FAILED, "--server");
    assertThat(subjects(findings, "error")).containsExactly("credentials");
    assertThat(message(findings, "credentials"))
        .contains(TestServer.ACCESS_KEY, "credentials.secret_access_key")
        .doesNotContain("not-this-one");

    JsonNode without =
        examine(terminal().without("LAKECTL_CREDENTIALS_ACCESS_KEY_ID"), FAILED, "--server");
    assertThat(subjects(without, "ok")).contains("server", "setup");
    assertThat(message(without, "settings")).contains("credentials.access_key_id is not set");
  }

  @Test
  void aServerThatNobodyHasSetUpAndThenIsWell(@TempDir Path directory) {
    try (var fresh = TestServer.startWithoutUser(directory)) {
      assertThat(error("setup", fresh.uri().toString())).contains("no user yet", "/setup_lakefs");

      JsonNode keys =
          ApiClient.anonymous(fresh.uri())
              .post("/setup_lakefs", Map.of("username", "admin"))
              .expect(200, "setup")
              .json();
      Terminal signedIn =
          new Terminal(fresh, folder)
              .with("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", keys.path("access_key_id").asText())
              .with(
                  "LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", keys.path("secret_access_key").asText());
      JsonNode findings = examine(signedIn, OK, "--server");
      assertThat(subjects(findings, "ok"))
          .hasSize(findings.size())
          .contains("url", "server", "clock", "readiness", "setup", "credentials", "version")
          .contains("configuration", "repositories", "store `hot`: health");
      String text = signedIn.answer("doctor", "--server", fresh.uri() + "/api/v1");
      assertThat(text).contains("ok       credentials: signed in as admin").doesNotContain("\"");
      assertThat(text.lines()).hasSize(findings.size());
    }
  }

  @Test
  void aStoreThatIsAwayAndTheRepositoriesOnIt(@TempDir Path directory) throws IOException {
    try (var ill =
        TestServer.start(
            directory,
            text ->
                text
                    + "    - { id: away, type: s3, retry: { attempts: 1 },"
                    + " default_namespace_prefix: 's3://lake',"
                    + " s3: { endpoint: 'http://127.0.0.1:1',"
                    + " credentials: { access_key_id: a, secret_access_key: b } } }\n"
                    + "    - { id: unknown, type: s3, s3: { endpoint: 'http://127.0.0.1:1',"
                    + " credentials: { access_key_id: a, secret_access_key: b } } }\n")) {
      String hit = TestRepository.create(ill.client(), "archive").name();
      Path archive = directory.resolve("archive");
      Files.move(archive, directory.resolve("moved"));
      Files.writeString(archive, "not a folder");
      JsonNode findings = examine(new Terminal(ill, folder), FAILED, "--server");

      assertThat(subjects(findings, "ok")).contains("store `hot`: write", "store `hot`: health");
      assertThat(subjects(findings, "warning")).contains("store `unknown`");
      assertThat(subjects(findings, "error"))
          .contains("store `away`: write", "store `archive`: write")
          .noneMatch(subject -> subject.startsWith("store `hot`"));
      assertThat(message(findings, "store `away`: write")).contains("127.0.0.1:1");
      assertThat(messages(findings, "repositories"))
          .anyMatch(text -> text.contains("hit by store `archive`") && text.contains(hit));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, this machine and the server agree",
    "90, 3, ahead of this machine: set the clocks",
    "-90, 3, behind this machine: set the clocks",
    "1200, 1, signatures are refused",
    "-1200, 1, signatures are refused"
  })
  void clocksThatDisagree(int seconds, int status, String told) throws Exception {
    try (var elsewhere = new PretendedServer(Duration.ofSeconds(seconds))) {
      Outcome outcome = terminal().run("doctor", "--json", "--server", elsewhere.uri().toString());
      JsonNode findings = new ObjectMapper().readTree(outcome.out());

      assertThat(message(findings, "clock")).contains(told);
      assertThat(outcome.status()).as(outcome.out()).isEqualTo(status == OK ? WARNED : status);
      assertThat(messages(findings, "stores")).anyMatch(text -> text.contains("not looked at"));
    }
  }

  private Terminal terminal() {
    return new Terminal(server, folder);
  }

  private String error(String subject, String url) {
    JsonNode findings = examine(terminal(), FAILED, "--server", url);
    assertThat(subjects(findings, "error")).contains(subject);
    return message(findings, subject);
  }

  private static JsonNode examine(Terminal terminal, int status, String... arguments) {
    List<String> all = new ArrayList<>(List.of("doctor", "--json"));
    all.addAll(List.of(arguments));
    Outcome outcome = terminal.run(all.toArray(String[]::new));
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isEqualTo(status);
    assertThat(outcome.out()).doesNotContain("Exception", TestServer.SECRET);
    try {
      return new ObjectMapper().readTree(outcome.out());
    } catch (IOException e) {
      throw new AssertionError(outcome.out(), e);
    }
  }

  private static List<String> subjects(JsonNode findings, String severity) {
    List<String> subjects = new ArrayList<>();
    findings.forEach(
        finding -> {
          if (finding.path("severity").asText().equals(severity)) {
            subjects.add(finding.path("subject").asText());
          }
        });
    return subjects;
  }

  private static String message(JsonNode findings, String subject) {
    return String.join("\n", messages(findings, subject));
  }

  private static List<String> messages(JsonNode findings, String subject) {
    List<String> messages = new ArrayList<>();
    findings.forEach(
        finding -> {
          if (finding.path("subject").asText().equals(subject)) {
            messages.add(finding.path("message").asText());
          }
        });
    return messages;
  }

  /** As much of another server of this API as it takes, with a clock of its own. */
  private static final class PretendedServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Duration ahead;

    PretendedServer(Duration ahead) throws IOException {
      this.ahead = ahead;
      Thread.ofVirtual().start(this::serve);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          answer(client);
        } catch (IOException _) {
          // The client went, or this is closed; the loop knows.
        }
      }
    }

    private void answer(Socket client) throws IOException {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      String request = in.readLine();
      while (!in.readLine().isEmpty()) {
        // Headers are of no interest.
      }
      String path = request.replaceAll("^\\w+ (\\S+) .*", "$1");
      String body =
          switch (path) {
            case "/api/v1/setup_lakefs" -> "{\"state\": \"initialized\"}";
            case "/api/v1/user" -> "{\"user\": {\"id\": \"they\", \"creation_date\": 0}}";
            case "/api/v1/config" ->
                "{\"version_config\": {\"version\": \"1.0\"}, \"storage_config\": {}}";
            case "/readyz" -> "{}";
            default -> "";
          };
      String status =
          path.equals("/api/v1/healthcheck")
              ? "204 No Content"
              : body.isEmpty() ? "404 Not Found" : "200 OK";
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              Instant.now().plus(ahead).atOffset(ZoneOffset.UTC));
      String length = status.startsWith("204") ? "" : "Content-Length: " + body.length() + "\r\n";
      String head =
          "HTTP/1.1 %s\r\nDate: %s\r\nContent-Type: application/json\r\nConnection: close\r\n%s"
              .formatted(status, date, length);
      client.getOutputStream().write((head + "\r\n" + body).getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
