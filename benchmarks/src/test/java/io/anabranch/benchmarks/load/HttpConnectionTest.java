package io.anabranch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.http.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private FakeServer server;
  private Target target;
  private HttpConnection connection;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer();
    target = Target.of(server.url(), "key", "secret");
    connection = new HttpConnection(server.address());
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    server.close();
  }

  @Test
  void readsBodiesOfEveryKindOnOneConnection() throws IOException {
    assertThat(ask("GET /plain")).isEqualTo(new HttpConnection.Answer(200, "answer to /plain"));
    assertThat(ask("GET /chunked")).isEqualTo(new HttpConnection.Answer(200, "answer to /chunked"));
    assertThat(ask("DELETE /empty")).isEqualTo(new HttpConnection.Answer(204, ""));
    assertThat(ask("GET /refused").status()).isEqualTo(409);
    assertThat(ask("GET /plain")).isEqualTo(new HttpConnection.Answer(200, "answer to /plain"));
  }

  @Test
  void opensAgainWhatTheServerClosed() throws IOException {
    assertThat(ask("GET /last").status()).isEqualTo(200);
    assertThat(ask("GET /next").status()).isEqualTo(200);
  }

  @Test
  void fillsTheNumberInEverywhere() throws IOException {
    var request =
        target.request(
            "PUT /a-" + RequestTemplate.SLOT + "?b", "{\"n\": \"" + RequestTemplate.SLOT + "\"}");
    assertThat(connection.exchange(request.with(42))).isEqualTo(201);
    assertThat(connection.exchange(request.with(1234567890))).isEqualTo(201);
    assertThat(server.bodyOf("PUT /a-0000000042")).isEqualTo("{\"n\": \"0000000042\"}");
    assertThat(server.bodyOf("PUT /a-1234567890")).isEqualTo("{\"n\": \"1234567890\"}");
  }

  @Test
  void sendsABodyInPieces() throws IOException {
    var head = RequestTemplate.head("POST /pieces", target.headers(), 9);
    var piece = ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(connection.exchange(head.with(0), piece, 3)).isEqualTo(201);
    assertThat(server.bodyOf("POST /pieces")).isEqualTo("abcabcabc");
  }

  @Test
  void countsTheBytesOfABodyItThrowsAway() throws IOException {
    connection.exchange(target.request("GET /chunked").with(0));
    assertThat(connection.bodyBytes()).isEqualTo("answer to /chunked".length());
  }

  @Test
  void aServerThatHangsUpIsAnError() throws IOException {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var caller =
            new HttpConnection(new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()))) {
      Thread.startVirtualThread(
          () -> {
            try (var accepted = deaf.accept()) {
              accepted.getInputStream().read();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThatThrownBy(() -> caller.exchange(target.request("GET /").with(0)))
          .isInstanceOf(IOException.class);
    }
  }

  private HttpConnection.Answer ask(String methodAndPath) throws IOException {
    return connection.ask(target.request(methodAndPath).with(0));
  }
}
