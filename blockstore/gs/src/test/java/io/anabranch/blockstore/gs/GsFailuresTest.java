package io.anabranch.blockstore.gs;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that an operator can get wrong has a diagnosis of its own. */
class GsFailuresTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("bucket", "key");

  private CannedServer canned;

  @BeforeEach
  void start() throws IOException {
    canned = new CannedServer();
  }

  @AfterEach
  void stop() {
    canned.close();
  }

  @ParameterizedTest
  @CsvSource({
    "403, forbidden, FORBIDDEN, it takes storage.objects.list",
    "403, accessNotConfigured, FORBIDDEN, its billing and that the API is enabled",
    "403, quotaExceeded, NO_SPACE, quota of the project",
    "403, rateLimitExceeded, BUSY, fewer requests",
    "429, rateLimitExceeded, BUSY, fewer requests",
    "401, authError, FORBIDDEN, token has expired",
    "400, invalid, UNAVAILABLE, 'invalid, status 400; check the store''s endpoint'",
    "400, customerEncryptionKeyIsIncorrect, FORBIDDEN, encrypted with another key",
    "500, backendError, UNAVAILABLE, status 500",
    "503, backendError, UNAVAILABLE, status 503",
    "501, notImplemented, UNSUPPORTED, cannot do that"
  })
  void whatIsAnsweredInJson(int status, String reason, Kind kind, String diagnosis) {
    canned.answers(status, json(status, reason, "words of the store with a-secret"));
    BlockstoreException failure = listFailure();

    assertThat(failure)
        .hasMessageContaining(diagnosis)
        .hasMessageContaining("list bucket/")
        .hasMessageContaining(canned.endpoint().toString())
        .message()
        .doesNotContain("a-secret");
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(kind == BUSY || (status >= 500 && status != 501));
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, NOT_FOUND, no such object",
    "404, NoSuchBucket, NOT_FOUND, no such bucket",
    "403, AccessDenied, FORBIDDEN, it takes storage.objects.get",
    "403, UserProjectMissing, FORBIDDEN, billing",
    "403, RequestTimeTooSkewed, FORBIDDEN, clocks",
    "412, PreconditionFailed, CHANGED, not the object that was asked for",
    "416, InvalidRange, RANGE_NOT_SATISFIABLE, range",
    "429, SlowDown, BUSY, fewer requests",
    "503, ServiceUnavailable, UNAVAILABLE, status 503"
  })
  void whatIsAnsweredInXml(int status, String code, Kind kind, String diagnosis) {
    canned.answers(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    BlockstoreException failure = readFailure(settings(canned.endpoint()));

    assertThat(failure).hasMessageContaining(diagnosis).hasMessageContaining("read bucket/key");
    assertThat(failure.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "Invalid JWT Signature., key is not one of the service account",
    "Invalid grant: account not found, no such service account",
    "Token has been expired or revoked., token has expired",
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.,"
        + " clocks"
  })
  void noToken(String description, String diagnosis) {
    canned.answers(
        400, "{\"error\": \"invalid_grant\", \"error_description\": \"" + description + "\"}");
    GsCredentials key = new GsCredentials.Key(FakeGcs.key(canned.endpoint() + "/token"));
    BlockstoreException failure = readFailure(FakeGcs.settings(canned.endpoint(), false, key));

    assertThat(failure).hasMessageContaining(diagnosis);
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    assertThat(canned.requests()).extracting(request -> request.uri().getPath()).contains("/token");
  }

  @Test
  void aMissingBucketToWriteTo() {
    canned.answers(404, json(404, "notFound", "The specified bucket does not exist."));
    try (Blockstore store = open(settings(canned.endpoint()))) {
      BlockstoreException failure =
          catchThrowableOfType(
              BlockstoreException.class,
              () -> store.put(ADDRESS, Content.of(new byte[5]), PutOptions.REPLACE));

      assertThat(failure).hasMessageContaining("there is no such bucket");
      assertThat(failure.kind()).isEqualTo(NOT_FOUND);
    }
  }

  @Test
  void aBusyStoreMaySayWhenToComeBack() {
    canned.answers(429, json(429, "rateLimitExceeded", "slow"), Map.of("Retry-After", "7"));

    assertThat(listFailure().retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void whatOneOfManyCouldNotBeDeletedFor() {
    try (Blockstore store = open(settings(canned.endpoint()))) {
      canned.answers(403, json(403, "forbidden", "no"));
      BlockstoreException failure =
          catchThrowableOfType(
              BlockstoreException.class,
              () -> store.delete(List.of(ADDRESS, new PhysicalAddress("bucket", "other"))));

      assertThat(failure).hasMessageContaining("it takes storage.objects.delete");
      assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    }
  }

  @Test
  void anEndpointThatIsSomethingElse() {
    for (String body : List.of("<html>a proxy</html>", "{\"hello\": \"world\"}")) {
      canned.answers(200, body);
      GsSettings settings = settings(canned.endpoint());
      try (Blockstore store = open(settings)) {
        for (ThrowingCallable call :
            List.<ThrowingCallable>of(
                () -> store.open(ADDRESS, ReadOptions.WHOLE),
                () -> store.stat(ADDRESS),
                () -> store.put(ADDRESS, Content.of(new byte[5]), PutOptions.REPLACE))) {
          BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);

          assertThat(failure).as(body).hasMessageContaining("not Google Cloud Storage");
          assertThat(failure.retryable()).isFalse();
        }
      }
    }
  }

  @Test
  void anEndpointWithoutTls() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerInPlainText(socket));
      BlockstoreException failure =
          readFailure(settings(URI.create("https://127.0.0.1:" + socket.getLocalPort())));

      assertThat(failure).hasMessageContaining("TLS");
      assertThat(failure.retryable()).isFalse();
    }
  }

  private static void answerInPlainText(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEndpointThatNobodyListensAt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    BlockstoreException failure = readFailure(settings(URI.create("http://127.0.0.1:" + port)));

    assertThat(failure).hasMessageContaining("nobody accepts connections");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aHostWithoutAddress() {
    assertThat(readFailure(settings(URI.create("http://no-such-host.invalid"))))
        .hasMessageContaining("host has no address");
  }

  @Test
  void credentialsThatAreNone(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key.json"), "{\"type\": \"a-secret\"}");

    assertThat(openFailure(new GsCredentials.KeyFile(directory.resolve("none"))))
        .hasMessageContaining("There is no file " + directory.resolve("none"));
    assertThat(openFailure(new GsCredentials.KeyFile(file)))
        .hasMessageContaining(file + " holds no key of a service account");
    assertThat(openFailure(new GsCredentials.Key("a-secret")))
        .hasMessageContaining("credentials_json holds no key of a service account")
        .hasNoCause();
  }

  private BlockstoreException openFailure(GsCredentials credentials) {
    BlockstoreException failure =
        catchThrowableOfType(
            BlockstoreException.class,
            () -> open(FakeGcs.settings(canned.endpoint(), false, credentials)));
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    assertThat(failure).message().doesNotContain("a-secret");
    return failure;
  }

  private static String json(int status, String reason, String message) {
    return """
        {"error": {"code": %1$d, "message": "%3$s",
          "errors": [{"message": "%3$s", "domain": "global", "reason": "%2$s"}]}}
        """
        .formatted(status, reason, message);
  }

  private static GsSettings settings(URI endpoint) {
    return FakeGcs.settings(endpoint, true, new GsCredentials.Machine());
  }

  private static Blockstore open(GsSettings settings) {
    return GsBlockstore.open(settings, Clock.systemUTC());
  }

  private BlockstoreException listFailure() {
    try (Blockstore store = open(settings(canned.endpoint()))) {
      return catchThrowableOfType(
          BlockstoreException.class, () -> store.list(ListRequest.of("bucket", "")));
    }
  }

  private static BlockstoreException readFailure(GsSettings settings) {
    try (Blockstore store = open(settings)) {
      return catchThrowableOfType(
          BlockstoreException.class, () -> store.open(ADDRESS, ReadOptions.WHOLE));
    }
  }
}
