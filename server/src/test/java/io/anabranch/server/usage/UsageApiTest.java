package io.anabranch.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class UsageApiTest {

  private final TestServer server;

  UsageApiTest(TestServer server) {
    this.server = server;
  }

  /** Others may call meanwhile. */
  @Test
  void callsAreCounted() {
    JsonNode before = summary();
    for (int i = 0; i < 5; i++) {
      server.client().get("/config").expect(200);
    }
    JsonNode after = summary();
    assertThat(after.path("installation_id").asText()).isNotEmpty();
    assertThat(calls(after) - calls(before)).isGreaterThanOrEqualTo(6);
  }

  private JsonNode summary() {
    return server.client().get("/usage-report/summary").expect(200, "getUsageReportSummary").json();
  }

  private static long calls(JsonNode summary) {
    return StreamSupport.stream(summary.path("reports").spliterator(), false)
        .mapToLong(month -> month.path("count").asLong())
        .sum();
  }
}
