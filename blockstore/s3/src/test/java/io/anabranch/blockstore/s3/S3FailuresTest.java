package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
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
import io.anabranch.blockstore.s3.ScriptedServer.Answer;
import io.anabranch.blockstore.servers.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  private ScriptedServer scripted;

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
  void startScripted() {
    scripted = ScriptedServer.start();
  }

  @AfterEach
  void stopScripted() {
    scripted.close();
  }

  // Credentials

  @Test
  void aWrongKey() {
    var keys = new S3Credentials.Keys("wrong", S3ProxyServer.SECRET, Optional.empty());
    var failure = failure(real.settings().credentials(keys), S3FailuresTest::read);

    assertThat(failure)
        .hasMessageContaining("access key is not known")
        .hasMessageContaining("127.0.0.1");
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
  }

  @Test
  void aWrongSecret() {
    var keys =
        new S3Credentials.Keys(S3ProxyServer.ACCESS_KEY, "my-wrong-secret", Optional.empty());
    for (Consumer<Blockstore> call :
        List.<Consumer<Blockstore>>of(S3FailuresTest::read, S3FailuresTest::stat)) {
      var failure = failure(real.settings().credentials(keys), call);

      assertThat(failure)
          .hasMessageContaining("secret does not fit")
          .message()
          .doesNotContain("my-wrong-secret");
      assertThat(failure.kind()).isEqualTo(FORBIDDEN);
    }
  }

  @Test
  void aProfileThatIsNotThere(@TempDir Path directory) {
    var profile =
        new S3Credentials.Profile(Optional.of("absent"), Optional.of(directory.resolve("none")));
    var failure = failure(real.settings().credentials(profile), S3FailuresTest::read);

    assertThat(failure).hasMessageContaining("no credentials were found");
    assertThat(failure.kind()).isEqualTo(FORBIDDEN);
  }

  // Buckets

  @Test
  void aMissingBucket() {
    for (Consumer<Blockstore> call :
        List.<Consumer<Blockstore>>of(
            store -> store.put(missing(), Content.of(new byte[1]), PutOptions.REPLACE),
            store -> store.open(missing(), ReadOptions.WHOLE),
            store -> ((S3Blockstore) store).requireBucket(missing().container()))) {
      var failure = failure(real.settings(), call);

      assertThat(failure).hasMessageContaining("there is no such bucket");
      assertThat(failure.kind()).isEqualTo(NOT_FOUND);
    }
  }

  private static PhysicalAddress missing() {
    return new PhysicalAddress("no-such-bucket", "key");
  }

  @Test
  void aBucketOfAnotherRegionIsToldWhere() {
    scripted.says(
        Answer.error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-central-1"));

    assertThat(failure(scripted(), S3FailuresTest::read))
        .hasMessageContaining("another region, eu-central-1; set the store's region");
  }

  @Test
  void aMissingRightIsNamed() {
    scripted.says(Answer.error(403, "AccessDenied"));

    assertThat(failure(scripted(), S3FailuresTest::list)).hasMessageContaining("s3:ListBucket");
    assertThat(failure(scripted(), S3FailuresTest::write)).hasMessageContaining("s3:PutObject");
    assertThat(failure(scripted(), S3FailuresTest::delete)).hasMessageContaining("s3:DeleteObject");
  }

  // What the store answers

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
    "NoSuchUpload, 404, NOT_FOUND, no such upload",
    "EntityTooSmall, 400, BAD_CONTENT, less than 5 MiB",
    "InvalidPart, 400, BAD_CONTENT, not received",
    "WhoKnows, 400, UNAVAILABLE, WhoKnows"
  })
  void whatTheStoreAnswers(String code, int status, Kind kind, String diagnosis) {
    scripted.says(Answer.error(status, code));
    var failure = failure(scripted(), S3FailuresTest::read);

    assertThat(failure)
        .hasMessageStartingWith("Could not read bucket/key at http://127.0.0.1:")
        .hasMessageContaining(diagnosis);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(kind == BUSY || code.equals("InternalError"));
  }

  @Test
  void aBusyStoreMaySayWhenToComeBack() {
    scripted.says(Answer.error(503, "SlowDown").with("Retry-After", "7"));

    assertThat(failure(scripted(), S3FailuresTest::read).retryAfter())
        .contains(Duration.ofSeconds(7));
  }

  @Test
  void aFullStore() {
    scripted.says(Answer.of(507, ""));

    assertThat(failure(scripted(), S3FailuresTest::write).kind()).isEqualTo(NO_SPACE);
  }

  // Who answers

  @ParameterizedTest
  @CsvSource({"200", "400", "404"})
  void aServerThatIsNoStore(int status) {
    scripted.says(Answer.of(status, "<html>Welcome to a web server</html>"));
    for (Consumer<Blockstore> call :
        List.<Consumer<Blockstore>>of(
            S3FailuresTest::read,
            S3FailuresTest::stat,
            S3FailuresTest::write,
            S3FailuresTest::list)) {
      var failure = failure(scripted(), call);

      assertThat(failure).hasMessageContaining("check the store's endpoint");
      assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void anEndpointThatNobodyListensAt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var failure = failure(at("http://127.0.0.1:" + port), S3FailuresTest::read);

    assertThat(failure).hasMessageContaining("nobody accepts connections");
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aHostWithoutAddress() {
    assertThat(failure(at("http://no-such-host.invalid"), S3FailuresTest::read))
        .hasMessageContaining("host has no address");
  }

  // TLS

  @Test
  void anEndpointWithoutTls() {
    var failure =
        failure(at("https://127.0.0.1:" + real.endpoint().getPort()), S3FailuresTest::read);

    assertThat(failure).hasMessageContaining("does not speak TLS");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aCertificateThatNobodyTrusts(@TempDir Path directory) throws Exception {
    var certificate = Certificate.make("EC", "dns:objects.example.com", directory);
    try (ScriptedServer tls = ScriptedServer.startTls(certificate.showing())) {
      tls.says(Answer.error(503, "SlowDown"));
      TestSettings settings = at(tls.endpoint().toString());
      var failure = failure(settings, S3FailuresTest::read);
      assertThat(failure).hasMessageContaining("certificate is not trusted");
      assertThat(failure.retryable()).isFalse();

      var answered = failure(settings.trustAnyCertificate(), S3FailuresTest::read);
      assertThat(answered.kind()).as("trusted, though made for another host").isEqualTo(BUSY);
    }
  }

  private static void read(Blockstore store) {
    store.open(ADDRESS, ReadOptions.WHOLE).close();
  }

  private static void stat(Blockstore store) {
    store.stat(ADDRESS);
  }

  private static void write(Blockstore store) {
    store.put(ADDRESS, Content.of(new byte[1]), PutOptions.REPLACE);
  }

  private static void list(Blockstore store) {
    store.list(ListRequest.of(ADDRESS.container(), ""));
  }

  private static void delete(Blockstore store) {
    store.delete(List.of(ADDRESS));
  }

  private TestSettings scripted() {
    return new TestSettings(scripted.endpoint(), KEYS);
  }

  private static TestSettings at(String endpoint) {
    return new TestSettings(URI.create(endpoint), KEYS);
  }

  private static BlockstoreException failure(TestSettings settings, Consumer<Blockstore> call) {
    try (Blockstore store = S3Blockstore.open(settings.build(), Clock.systemUTC())) {
      var failure = catchThrowableOfType(BlockstoreException.class, () -> call.accept(store));
      assertThat(failure).as("a failure").isNotNull();
      return failure;
    }
  }
}
