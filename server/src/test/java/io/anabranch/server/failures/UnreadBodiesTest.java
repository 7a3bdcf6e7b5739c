package io.anabranch.server.failures;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that was asked about and not wanted must not be waited for. */
@ExtendWith(SharedServer.class)
class UnreadBodiesTest {

  private static final int LIMIT_MILLIS = 10_000;

  private final URI server;

  UnreadBodiesTest(TestServer server) {
    this.server = server.uri();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /lake/main/a, AWS4-HMAC-SHA256 nonsense",
    "POST, /api/v1/repositories/lake/branches/main/objects?path=a, Basic bm90OnJpZ2h0"
  })
  void aRefusalEndsTheConnection(String method, String path, String authorization)
      throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket
          .getOutputStream()
          .write(
              """
              %s %s HTTP/1.1\r
              Host: localhost\r
              Authorization: %s\r
              Expect: 100-continue\r
              Content-Length: 5000\r
              \r
              """
                  .formatted(method, path, authorization)
                  .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer)
          .matches("(?s)HTTP/1.1 40[01] .*")
          .containsIgnoringCase("connection: close");
    }
  }
}
