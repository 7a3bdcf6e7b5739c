package io.anabranch.server.system;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.TestServer;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upload in parts goes on where it was after {@code kill -9}, in little memory. */
@Timeout(300)
class LargePartsTest {

  private static final String UPLOADS = "/repositories/parts/branches/main/staging/pmpu";
  private static final long LARGE_BYTES = 64L << 20;
  private static final long SMALL_BYTES = 1L << 20;
  private static final int HEAP_MIB = 64;

  /** A full heap, and what a JVM with this class path takes beside it. */
  private static final long MEMORY_MAX_BYTES = (HEAP_MIB + 240L) << 20;

  @TempDir Path directory;

  @Test
  void anUploadOutlivesTheServer() throws Exception {
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      JsonNode begun;
      String first;
      try (var server = ServerProcess.start(configuration, "-Xmx" + HEAP_MIB + "m")) {
        server.client().createRepository("parts", "hot").expect(201);
        begun =
            server
                .client()
                .post(UPLOADS + "?parts=2&path=" + encode("large"), Map.of())
                .expect(201)
                .json();
        first = send(begun, 1, server.uri(), LARGE_BYTES);
        assertThat(server.peakMemoryBytes()).isLessThan(MEMORY_MAX_BYTES);
        server.kill();
      }
      try (var server = ServerProcess.start(configuration)) {
        String second = send(begun, 2, server.uri(), SMALL_BYTES);
        complete(server.client(), begun, List.of(first, second));
        assertSame(server.uri());
      }
    }
  }

  /** The link leads to the server that was: the one that is now has another port. */
  private static String send(JsonNode begun, int number, URI server, long length) throws Exception {
    URI link = URI.create(begun.path("presigned_urls").path(number - 1).asText());
    try (var transfer = new Transfer(server)) {
      var answer =
          transfer.put(
              link.getRawPath() + "?" + link.getRawQuery(),
              RandomContent.of(number, length),
              length);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.headers().firstValue("ETag").orElseThrow();
    }
  }

  private static void complete(ApiClient client, JsonNode begun, List<String> etags) {
    client
        .put(
            UPLOADS + "/" + begun.path("upload_id").asText() + "?path=large",
            Map.of(
                "physical_address",
                begun.path("physical_address").asText(),
                "parts",
                List.of(
                    Map.of("part_number", 1, "etag", etags.get(0)),
                    Map.of("part_number", 2, "etag", etags.get(1)))))
        .expect(200);
  }

  private static void assertSame(URI server) throws Exception {
    var sent =
        new SequenceInputStream(RandomContent.of(1, LARGE_BYTES), RandomContent.of(2, SMALL_BYTES));
    try (var transfer = new Transfer(server)) {
      var received = transfer.download("parts", "large");
      assertThat(received.headers().firstValueAsLong("Content-Length"))
          .hasValue(LARGE_BYTES + SMALL_BYTES);
      Transfer.assertSame(received.body(), sent);
    }
  }
}
