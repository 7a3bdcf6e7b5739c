package io.anabranch.blockstore.http;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can go wrong between here and a web server has a diagnosis of its own. */
class HttpFailuresTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("", "file");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final Map<String, String> headers = new LinkedHashMap<>();
  private HttpServer canned;
  private int status = 200;
  private long announced = -1;
  private volatile String authorization = "";

  @BeforeEach
  void start() throws IOException {
    canned = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canned.createContext(
        "/",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, announced);
          exchange.getResponseBody().write(new byte[announced > 0 ? 1 : 0]);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    canned.start();
  }

  @AfterEach
  void stop() {
    canned.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "401, FORBIDDEN, bearer_token",
    "403, FORBIDDEN, bearer_token",
    "404, NOT_FOUND, no such file",
    "410, NOT_FOUND, no such file",
    "412, CHANGED, another one",
    "405, UNSUPPORTED, cannot do that",
    "408, UNAVAILABLE, status 408",
    "416, RANGE_NOT_SATISFIABLE, behind the file's end",
    "418, UNAVAILABLE, check the store's endpoint",
    "429, BUSY, fewer requests",
    "304, UNAVAILABLE, check the store's endpoint",
    "500, UNAVAILABLE, status 500",
    "502, UNAVAILABLE, status 502",
    "503, BUSY, fewer requests"
  })
  void whatTheServerAnswers(int answered, Kind kind, String diagnosis) {
    status = answered;
    BlockstoreException failure = failure(at("127.0.0.1"));

    assertThat(failure)
        .hasMessageContaining(diagnosis)
        .hasMessageContaining("127.0.0.1:" + canned.getAddress().getPort())
        .message()
        .doesNotContain("the-token");
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable())
        .isEqualTo(answered == 408 || answered == 429 || answered >= 500);
    assertThat(authorization).isEqualTo("Bearer the-token");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "'Fri, 02 Jan 2026 03:05:05 GMT', 60",
    "'Fri, 02 Jan 2026 03:00:00 GMT', ",
    "soon, "
  })
  void aBusyServerMaySayWhenToComeBack(String header, Integer seconds) {
    status = 429;
    headers.put("Retry-After", header);

    assertThat(failure(at("127.0.0.1")).retryAfter())
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void redirectsThatNeverEnd() {
    status = 302;
    headers.put("Location", "/again");
    BlockstoreException failure = failure(at("127.0.0.1"));

    assertThat(failure).hasMessageContaining("redirected more than 5 times");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void anAddressThatIsNotAllowed() {
    BlockstoreException failure = failure(at("127.0.0.1"), List.of());
    assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("allowed_addresses");
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);

    status = 307;
    headers.put("Location", "http://169.254.169.254/latest/meta-data/iam");
    assertThat(failure(at("127.0.0.1")))
        .hasMessageContaining("169.254.169.254")
        .extracting(BlockstoreException::kind)
        .isEqualTo(FORBIDDEN);
  }

  @Test
  void aServerWithoutTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> served =
          threads.submit(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(US_ASCII));
                }
                return plain;
              });
      BlockstoreException failure =
          failure(URI.create("https://127.0.0.1:" + plain.getLocalPort()));

      assertThat(failure).hasMessageContaining("TLS");
      assertThat(failure.retryable()).isFalse();
      served.get();
    }
  }

  @Test
  void aServerThatIsDown() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    BlockstoreException failure = failure(URI.create("http://127.0.0.1:" + port));

    assertThat(failure).hasMessageContaining("nobody accepts connections");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aHostWithoutAddress() {
    assertThat(failure(URI.create("http://no-such-host.invalid")))
        .hasMessageContaining("host has no address");
  }

  @Test
  void aBodyThatBreaksOff() {
    headers.put("ETag", "\"1\"");
    announced = 10;
    try (HttpBlockstore store = open(at("127.0.0.1"), List.of("127.0.0.1"));
        OpenObject object = store.open(ADDRESS, ReadOptions.WHOLE)) {
      IOException broken =
          catchThrowableOfType(IOException.class, () -> object.stream().readAllBytes());

      assertThat(broken.getCause())
          .isInstanceOfSatisfying(
              BlockstoreException.class, why -> assertThat(why.retryable()).isTrue());
      assertThat(broken).hasMessageContaining("broke off");
    }
  }

  @Test
  void aCancelledCallSaysSoAndStaysCancelled() {
    Thread.currentThread().interrupt();
    BlockstoreException failure = failure(at("127.0.0.1"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.kind()).isNotEqualTo(BUSY);
  }

  private URI at(String host) {
    return URI.create("http://" + host + ":" + canned.getAddress().getPort());
  }

  private static BlockstoreException failure(URI endpoint) {
    return failure(endpoint, List.of("127.0.0.1"));
  }

  private static BlockstoreException failure(URI endpoint, List<String> allowed) {
    try (HttpBlockstore store = open(endpoint, allowed)) {
      return catchThrowableOfType(
          BlockstoreException.class, () -> store.open(ADDRESS, ReadOptions.range(0, 1)));
    }
  }

  private static HttpBlockstore open(URI endpoint, List<String> allowed) {
    Map<String, String> secret = Map.of("Authorization", "Bearer the-token");
    return HttpBlockstore.open(
        SampleSettings.of(endpoint, secret, Optional.empty(), allowed), CLOCK);
  }
}
