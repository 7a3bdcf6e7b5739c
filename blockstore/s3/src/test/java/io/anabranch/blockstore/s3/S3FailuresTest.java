package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that an operator can get wrong has a diagnosis of its own. */
class S3FailuresTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("bucket", "key");
  private static final S3Credentials KEYS =
      new S3Credentials.Keys("an-access-key", "its-secret", Optional.empty());

  private static S3ProxyServer real;

  private HttpServer canned;
  private int status;
  private String body = "";

  @BeforeAll
  static void startReal() {
    real = S3ProxyServer.start();
    real.createBucket("bucket");
  }

  @AfterAll
  static void stopReal() {
    real.close();
  }

  @BeforeEach
  void startCanned() throws IOException {
    canned = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canned.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    canned.start();
  }

  @AfterEach
  void stopCanned() {
    canned.stop(0);
  }

  @Test
  void aWrongKey() {
    var keys = new S3Credentials.Keys("wrong", S3ProxyServer.SECRET, Optional.empty());
    var failure = readFailure(real.settings(keys));

    assertThat(failure)
        .hasMessageContaining("access key is not known")
        .hasMessageContaining("127.0.0.1");
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
  }

  @Test
  void aWrongSecret() {
    var keys =
        new S3Credentials.Keys(S3ProxyServer.ACCESS_KEY, "my-wrong-secret", Optional.empty());
    var failure = readFailure(real.settings(keys));

    assertThat(failure)
        .hasMessageContaining("secret does not fit")
        .message()
        .doesNotContain("my-wrong-secret");
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
  }

  @Test
  void anAnswerWithoutABodyIsExplainedToo() {
    var keys = new S3Credentials.Keys(S3ProxyServer.ACCESS_KEY, "wrong", Optional.empty());
    try (Blockstore store = S3Blockstore.open(real.settings(keys), Clock.systemUTC())) {
      assertThat(catchThrowableOfType(BlockstoreException.class, () -> store.stat(ADDRESS)))
          .hasMessageContaining("secret does not fit");
    }
  }

  @Test
  void aMissingBucket() {
    try (Blockstore store = S3Blockstore.open(real.settings(), Clock.systemUTC())) {
      var failure =
          catchThrowableOfType(
              BlockstoreException.class,
              () ->
                  store.put(
                      new PhysicalAddress("no-such-bucket", "key"),
                      Content.of(new byte[1]),
                      PutOptions.REPLACE));
      assertThat(failure).hasMessageContaining("there is no such bucket");
      assertThat(failure.kind()).isEqualTo(NOT_FOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredToken, 400, FORBIDDEN, session token has expired",
    "RequestTimeTooSkewed, 403, FORBIDDEN, clocks",
    "AccessDenied, 403, FORBIDDEN, policy",
    "PermanentRedirect, 301, UNAVAILABLE, another region",
    "AuthorizationHeaderMalformed, 400, UNAVAILABLE, another region",
    "SlowDown, 503, BUSY, fewer requests",
    "ConditionalRequestConflict, 409, BUSY, fewer requests",
    "InternalError, 500, UNAVAILABLE, status 500",
    "QuotaExceeded, 403, NO_SPACE, full",
    "NotImplemented, 501, UNSUPPORTED, cannot do that",
    "WhoKnows, 400, UNAVAILABLE, WhoKnows"
  })
  void whatTheStoreAnswers(String code, int status, Kind kind, String diagnosis) {
    var failure = answered(status, "<Error><Code>" + code + "</Code></Error>");

    assertThat(failure).hasMessageContaining(diagnosis);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(kind == BUSY || code.equals("InternalError"));
  }

  @Test
  void aBusyStoreMaySayWhenToComeBack() {
    assertThat(answered(503, "<Error><Code>SlowDown</Code></Error>").retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(answered(507, "").kind()).isEqualTo(NO_SPACE);
  }

  @Test
  void anEndpointThatIsNoStore() {
    var failure = answered(400, "<html>a proxy</html>");

    assertThat(failure).hasMessageContaining("check the store's endpoint");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void anEndpointWithoutTls() {
    var failure = readFailure(at("https://127.0.0.1:" + real.endpoint().getPort()));

    assertThat(failure).hasMessageContaining("TLS");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void anEndpointThatNobodyListensAt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var failure = readFailure(at("http://127.0.0.1:" + port));

    assertThat(failure).hasMessageContaining("nobody accepts connections");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aHostWithoutAddress() {
    assertThat(readFailure(at("http://no-such-host.invalid")))
        .hasMessageContaining("host has no address");
  }

  @Test
  void aProfileThatIsNotThere(@TempDir Path directory) {
    var profile =
        new S3Credentials.Profile(Optional.of("absent"), Optional.of(directory.resolve("none")));
    var failure =
        catchThrowableOfType(
            BlockstoreException.class,
            () ->
                S3Blockstore.open(
                        S3ProxyServer.settings(real.endpoint(), profile), Clock.systemUTC())
                    .open(ADDRESS, ReadOptions.WHOLE));

    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
  }

  private BlockstoreException answered(int status, String body) {
    this.status = status;
    this.body = body;
    return readFailure(at("http://127.0.0.1:" + canned.getAddress().getPort()));
  }

  private static S3Settings at(String endpoint) {
    return S3ProxyServer.settings(URI.create(endpoint), KEYS);
  }

  private static BlockstoreException readFailure(S3Settings settings) {
    try (Blockstore store = S3Blockstore.open(settings, Clock.systemUTC())) {
      return catchThrowableOfType(
          BlockstoreException.class, () -> store.open(ADDRESS, ReadOptions.WHOLE));
    }
  }
}
