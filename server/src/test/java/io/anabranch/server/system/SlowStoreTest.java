package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.blockstore.servers.FaultyLink;
import io.anabranch.blockstore.servers.FaultyLink.Direction;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that became slow is seen to be, and no other is. */
final class SlowStoreTest {

  private static final int READS = 6;
  private static final Duration DELAY = Duration.ofMillis(500);

  @Test
  void latencyIsSeenWhereItIs(@TempDir Path directory) {
    try (var store = S3ProxyServer.start();
        var link = FaultyLink.to(store.endpoint());
        var server = TestServer.start(directory, text -> text + far(link))) {
      store.createBucket("lake");
      var near = TestRepository.create(server.client());
      var far = create(server);
      near.upload("main", "object", "bytes").expect(201);
      far.upload("main", "object", "bytes").expect(201);
      read(near);
      read(far);
      assertThat(health(server, "far").path("state").asText()).isEqualTo("healthy");
      double before = seconds(server, "far");

      link.delay(Direction.TO_CLIENT, DELAY);
      for (int i = 0; i < 2; i++) {
        read(near);
        read(far);
      }

      JsonNode health = health(server, "far");
      assertThat(health.path("state").asText()).isEqualTo("degraded");
      assertThat(health.path("reasons").path(0).asText()).contains("`open`", "slow");
      assertThat(health(server, "hot").path("state").asText()).isEqualTo("healthy");
      double added = 2 * READS * DELAY.toMillis() / 1000.0;
      assertThat(seconds(server, "far") - before).isGreaterThanOrEqualTo(added);
      assertThat(seconds(server, "hot")).isLessThan(added / 2);
    }
  }

  private static String far(FaultyLink link) {
    return """
        - id: far
          type: s3
          s3:
            endpoint: %s
            force_path_style: true
            credentials: { access_key_id: %s, secret_access_key: %s }
    """
        .formatted(link.endpoint(), S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET);
  }

  private static TestRepository create(TestServer server) {
    String name = TestRepository.freshName("far");
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", "far", "storage_namespace", "s3://lake/" + name))
        .expect(201);
    return new TestRepository(server.client(), name);
  }

  private static void read(TestRepository repository) {
    for (int i = 0; i < READS; i++) {
      repository.read("main", "object").expect(200);
    }
  }

  private static JsonNode health(TestServer server, String store) {
    return server
        .client()
        .get("//api/anabranch/v1/stores/" + store + "/health")
        .expect(200, "getStoreHealth")
        .json();
  }

  /** What all openings of objects took, as callers saw them. */
  private static double seconds(TestServer server, String store) {
    return server
        .client()
        .get("//metrics")
        .expect(200)
        .text()
        .lines()
        .filter(line -> line.startsWith("blockstore_operations_seconds_sum{"))
        .filter(line -> line.contains("store=\"" + store + "\""))
        .filter(line -> line.contains("operation=\"open\"") && line.contains("stage=\"call\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
