package io.anabranch.server.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.blockstore.servers.StoreProxy;
import io.anabranch.blockstore.servers.StoreProxy.Mode;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.postgres.embedded.DirectoryLock;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Seeded faults, each of which has a diagnosis of its own. */
@Timeout(180)
class DoctorCommandTest {

  private static final int WARNED = 3;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();

  @Test
  void aBadConfigurationIsReportedWhole() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            "listen_adress: x\nauth: {encrypt: {secret_key: s}}\nblockstore: {type: tape}\n");

    JsonNode findings = examine(file, ExitStatus.FAILED);

    assertThat(messages(findings, "configuration"))
        .anyMatch(message -> message.contains("listen_address"))
        .anyMatch(message -> message.contains("tape"));
  }

  @Test
  void databasesThatCannotBeUsedAreToldApart() throws Exception {
    try (var database = TestDatabase.create()) {
      Path good = TestServer.writeConfiguration(database, directory);
      String text = Files.readString(good);
      assertThat(messages(examine(good, WARNED), "migrations"))
          .allMatch(message -> message.contains("the next start makes V001"));

      String port = ":" + freePort() + "/";
      String[] faults = {
        only(text.replaceFirst("(jdbc:postgresql://[^:/]+):\\d+/", "$1" + port), "database"),
        only(text.replace("password=" + database.password(), "password=wrong"), "database"),
        only(text.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]+", "$1nowhere"), "database"),
      };
      assertThat(faults[0]).contains("does not answer");
      assertThat(faults[1]).contains("refuses the user or the password");
      assertThat(faults[2]).contains("does not exist");
      assertThat(faults).allMatch(fault -> fault.contains("database.postgres.connection_string"));
      assertThat(out.toString()).doesNotContain(database.password(), "\tat ");
    }
  }

  @Test
  void storesAreLookedAtThoughTheEmbeddedDatabaseIsInUse() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("embedded.yaml"),
            """
            database: {type: embedded, embedded: {path: %1$s/database}}
            auth: {encrypt: {secret_key: secret}}
            blockstore: {type: local, local: {path: %1$s/data}}
            """
                .formatted(directory));
    Path database = Files.createDirectory(directory.resolve("database"));
    try (var _ = DirectoryLock.tryTake(database).orElseThrow()) {
      JsonNode findings = examine(file, ExitStatus.FAILED);
      assertThat(messages(findings, "database")).allMatch(found -> found.contains("in use by"));
      assertThat(severities(findings, "store `blockstore`:")).hasSize(5).containsOnly("ok");
    }
  }

  @Test
  void storesThatCannotBeUsedAreToldApart() throws Exception {
    try (var database = TestDatabase.create();
        var store = S3ProxyServer.start();
        var hung = new StoreProxy(store.endpoint());
        var web = new WebServer()) {
      store.createBucket("lake");
      hung.set(Mode.HANG);
      Path file = Files.writeString(directory.resolve("file"), "not a folder");
      Path good = TestServer.writeConfiguration(database, directory);
      String stores =
          s3("well", store.endpoint(), "lake", S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET)
              + s3("key", store.endpoint(), "lake", "nobody", S3ProxyServer.SECRET)
              + s3("secret", store.endpoint(), "lake", S3ProxyServer.ACCESS_KEY, "wrong")
              + s3(
                  "bucket", store.endpoint(), "sea", S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET)
              + s3("port", "http://127.0.0.1:1", "lake", "a", "b")
              + s3("host", "http://nowhere.invalid", "lake", "a", "b")
              + s3("foreign", web.url(), "lake", "a", "b")
              + s3("hung", hung.endpoint(), "lake", "a", "b")
                  .replace("type: s3\n", "type: s3\n      time_limits: { silence: 1s }\n")
              + s3("unknown", store.endpoint(), "", "a", "b")
              + "    - { id: folder, type: local, local: { path: "
              + file
              + " } }\n"
              + "    - { id: private, type: http, http: { endpoint: '"
              + web.url()
              + "' },"
              + " default_namespace_prefix: '"
              + web.url()
              + "' }\n"
              + "    - { id: tape, type: plugin, plugin: { provider: tape, place: cellar },"
              + " default_namespace_prefix: 'tape://x' }\n";
      Files.writeString(good, Files.readString(good) + stores);

      JsonNode findings = examine(good, ExitStatus.FAILED);

      assertThat(severities(findings, "store `well`:")).containsOnly("ok");
      assertThat(severities(findings, "store `hot`:")).containsOnly("ok");
      assertThat(severities(findings, "store `unknown`")).containsOnly("warning");
      Set<String> diagnoses = new HashSet<>();
      for (String id :
          new String[] {
            "key", "secret", "bucket", "port", "host", "foreign", "hung", "folder", "private",
            "tape"
          }) {
        String subject = "store `" + id + "`";
        assertThat(severities(findings, subject)).as(id).contains("error");
        String first =
            StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("subject").asText().startsWith(subject))
                .filter(finding -> finding.path("severity").asText().equals("error"))
                .map(finding -> finding.path("message").asText())
                .findFirst()
                .orElseThrow();
        assertThat(first).as(id).doesNotContain("Exception", S3ProxyServer.SECRET);
        // Without what names the place, as every message does.
        diagnoses.add(first.replaceAll("[`'][^`']*[`']|\\S*[0-9a-f]{8}-\\S*|http://\\S+", ""));
      }
      assertThat(diagnoses).hasSizeGreaterThanOrEqualTo(9);
      assertThat(messages(findings, "store `bucket`")).anyMatch(m -> m.contains("no such bucket"));
      assertThat(messages(findings, "store `tape`")).anyMatch(m -> m.contains("no plugin `tape`"));
    }
  }

  @Test
  void repositoriesWhoseStoreIsGoneOrElsewhereAreNamed() throws Exception {
    try (var server = TestServer.start(directory)) {
      Path configuration = directory.resolve("anabranch.yaml");
      String name = TestRepository.create(server.client(), "archive").name();
      assertThat(severities(examine(configuration, ExitStatus.OK), "")).containsOnly("ok");

      String text = Files.readString(configuration);
      String elsewhere = text.replace(directory + "/hot", directory + "/other");
      String removed = elsewhere.replaceAll("(?s) *- id: archive.*?archive \\}\n", "");
      JsonNode findings =
          examine(Files.writeString(directory.resolve("moved.yaml"), removed), ExitStatus.FAILED);
      assertThat(messages(findings, "repositories"))
          .anyMatch(message -> message.contains("'" + name + "'") && message.contains("archive"))
          .anyMatch(message -> message.contains("`hot`") && message.contains("/other"));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String only(String configuration, String subject) throws IOException {
    Path file = Files.writeString(directory.resolve("edited.yaml"), configuration);
    return String.join("\n", messages(examine(file, ExitStatus.FAILED), subject));
  }

  private JsonNode examine(Path configuration, int status) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(execute("doctor", "--json", "--config", configuration.toString()))
        .as(out.toString())
        .isEqualTo(status);
    return new ObjectMapper().readTree(out.toString());
  }

  private int execute(String... arguments) {
    return Main.commandLine(
            (_, _, _) -> {
              throw new AssertionError("nothing is served");
            })
        .setOut(new PrintWriter(out))
        .execute(arguments);
  }

  private static List<String> messages(JsonNode findings, String subject) {
    return values(findings, subject, "message");
  }

  private static List<String> severities(JsonNode findings, String subject) {
    return values(findings, subject, "severity");
  }

  private static List<String> values(JsonNode findings, String subject, String field) {
    return StreamSupport.stream(findings.spliterator(), false)
        .filter(finding -> finding.path("subject").asText().startsWith(subject))
        .map(finding -> finding.path(field).asText())
        .toList();
  }

  private static String s3(String id, Object endpoint, String bucket, String key, String secret) {
    return """
        - id: %s
          type: s3
          %s
          s3:
            endpoint: %s
            force_path_style: true
            credentials: { access_key_id: %s, secret_access_key: %s }
    """
        .formatted(
            id,
            bucket.isEmpty() ? "" : "default_namespace_prefix: s3://" + bucket,
            endpoint,
            key,
            secret);
  }

  /** Answers everything with a page. */
  private static final class WebServer implements AutoCloseable {

    private final HttpServer server;

    WebServer() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("page".getBytes(US_ASCII));
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
