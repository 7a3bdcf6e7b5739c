package io.anabranch.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.server.postgres.CuttableProxy;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away: events are kept up to a bound, and none is lost that was not counted. */
@Timeout(120)
class AuditOutageTest {

  private static final int BOUND = 100;

  @TempDir Path directory;

  @Test
  void eventsAreWrittenWhenTheDatabaseIsBack() throws Exception {
    var proxies = new ArrayList<CuttableProxy>();
    UnaryOperator<String> behindProxy = text -> behindProxy(text, proxies);
    Path lines = directory.resolve("audit.jsonl");
    try (var server =
            TestServer.start(
                directory,
                text ->
                    behindProxy.apply(text)
                        + "audit: { queue_size: %d, mode: durable, file: { path: %s } }\n"
                            .formatted(BOUND, lines));
        var dropping =
            server.startAnother(
                text ->
                    text.substring(0, text.lastIndexOf("audit:"))
                        + "audit: { queue_size: %d, when_full: drop }\n".formatted(BOUND))) {
      var first = ApiClient.anonymous(server.uri());
      var second = ApiClient.anonymous(dropping.uri());
      server.client().get("/repositories", "X-Request-Id", "durable-1").expect(200);
      assertThat(ids(server, "durable")).containsExactly("durable-1");

      proxies.getFirst().cut();
      List<String> served = new ArrayList<>();
      while (health(first, "kept-" + served.size(), 204)) {
        served.add("kept-" + served.size());
      }
      assertThat(served.size()).isBetween(BOUND - 1, BOUND + 1);
      var refusal = first.get("/healthcheck").expect(503);
      assertThat(refusal.message()).contains("audit log");
      assertThat(Integer.parseInt(refusal.header("Retry-After"))).isPositive();
      first.get("//livez").expect(200);
      for (int i = 0; i < BOUND + 20; i++) {
        second.get("/healthcheck", "X-Request-Id", "other-" + i).expect(204);
      }
      assertThat(dropped(second)).isBetween(19L, 21L);

      proxies.getFirst().restore();
      Eventually.succeeds(() -> assertThat(ids(server, "kept")).containsExactlyElementsOf(served));
      Eventually.succeeds(
          () -> assertThat(ids(server, "other").size() + dropped(second)).isEqualTo(BOUND + 20));
      Eventually.succeeds(() -> assertThat(health(first, "after", 204)).isTrue());
    }
    assertThat(writtenLines(lines, "kept")).hasSizeBetween(BOUND - 1, BOUND + 1);
  }

  @Test
  void oldEventsGo() throws Exception {
    try (var server = TestServer.start(directory)) {
      server.client().get("/repositories", "X-Request-Id", "old-1").expect(200);
      Eventually.succeeds(() -> assertThat(ids(server, "old")).hasSize(1));
      try (var another = server.startAnother(text -> text + "audit: { retention: 1ms }\n")) {
        assertThat(another.uri()).isNotNull();
        Eventually.succeeds(() -> assertThat(ids(server, "old")).isEmpty());
      }
    }
  }

  /** Its answer, if it has that status; else it must be a refusal. */
  private static boolean health(ApiClient client, String id, int status) {
    var answer = client.get("/healthcheck", "X-Request-Id", id);
    assertThat(answer.status()).isIn(status, 503);
    return answer.status() == status;
  }

  private static String behindProxy(String text, List<CuttableProxy> proxies) {
    int from = text.indexOf("jdbc:postgresql:");
    URI database = URI.create(text.substring(from + 5, text.indexOf('"', from)));
    try {
      if (proxies.isEmpty()) {
        proxies.add(new CuttableProxy(database.getPort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.replace(":" + database.getPort() + "/", ":" + proxies.getFirst().port() + "/");
  }

  private static long dropped(ApiClient client) {
    return client
        .get("//metrics")
        .expect(200)
        .text()
        .lines()
        .filter(line -> line.startsWith("anabranch_audit_dropped_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  /** Ids of requests in the order in which these began; none is there twice. */
  private static List<String> ids(TestServer server, String prefix) {
    try (var connection = server.database().connect();
        var statement =
            connection.prepareStatement(
                "SELECT request_id FROM audit_event WHERE starts_with(request_id, ?)"
                    + " ORDER BY time, id")) {
      statement.setString(1, prefix + "-");
      var rows = statement.executeQuery();
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> writtenLines(Path file, String prefix) throws IOException {
    var json = new ObjectMapper();
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = json.readTree(line);
      assertThat(event.fieldNames())
          .toIterable()
          .contains("time", "operation", "outcome", "status", "duration_micros");
      String id = event.path("request_id").asText();
      if (id.startsWith(prefix + "-")) {
        ids.add(id);
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
    return ids;
  }
}
