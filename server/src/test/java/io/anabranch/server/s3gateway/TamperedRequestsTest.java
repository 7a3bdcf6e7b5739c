package io.anabranch.server.s3gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.Wire.Answer;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.signature.Tampering;
import io.anabranch.server.s3gateway.signature.TestRequest;
import io.anabranch.server.s3gateway.signature.TestSigner;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that differ from what was signed, sent to a server: refused, nothing stored, and the
 * connection is either closed or still good for the next request.
 */
class TamperedRequestsTest {

  private static final int EACH = 12;
  private static final String TEXT = "what may be read";

  @TempDir private static Path directory;
  private static TestServer server;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private TestRepository repository;
  private S3User user;
  private Wire wire;
  private List<String> files = List.of();

  /** One that does not put off whoever fails so often. */
  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            directory,
            text -> text.replace("auth:\n", "auth:\n  login_limit: { enabled: false }\n"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void begin() throws IOException {
    repository = TestRepository.create(server.client());
    user = S3User.first(server);
    wire = new Wire(server.uri());
    repository.upload("main", "there", TEXT).expect(201);
    files = server.files("hot", repository.name());
  }

  @AfterEach
  void nothingIsStored() throws IOException {
    wire.close();
    assertThat(repository.list("main", "")).as("seed %d", seed).containsExactly("there");
    Eventually.succeeds(
        () ->
            assertThat(server.files("hot", repository.name()))
                .as("seed %d", seed)
                .isEqualTo(files));
  }

  @ParameterizedTest
  @EnumSource
  void isRefused(Tampering tampering) throws IOException {
    List<TestRequest> signed = signed().stream().filter(tampering::fits).toList();
    assertThat(signed).isNotEmpty();
    for (int i = 0; i < EACH; i++) {
      refuses(tampering, signed.get(i % signed.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BODY_BIT", "BODY_SHORTENED", "FRAMING", "HEADER_REMOVED", "HEADER_TWICE"})
  void forgedLinksAreRefused(Tampering tampering) throws IOException {
    List<TestRequest> links = links().stream().filter(tampering::fits).toList();
    assertThat(links).isNotEmpty();
    for (int i = 0; i < EACH; i++) {
      refuses(tampering, links.get(i % links.size()));
    }
  }

  private void refuses(Tampering tampering, TestRequest signed) throws IOException {
    TestRequest request = tampered(tampering, signed);
    String what = "seed %d: %s\n became %s".formatted(seed, signed, request);
    Optional<Answer> answer = send(request, what);
    if (answer.isPresent()) {
      requireRefusal(request, answer.get(), tampering, what);
    }
    goesOn(what);
  }

  /** What HTTP itself is about stays: that is no matter of signatures. */
  private TestRequest tampered(Tampering tampering, TestRequest signed) {
    TestRequest request;
    do {
      request = signed.copy();
      tampering.apply(request, random);
    } while (!Objects.equals(length(request), length(signed)));
    return request;
  }

  private static List<String> length(TestRequest request) {
    return request.headers.getOrDefault("Content-Length", List.of());
  }

  /** Nothing may be answered only to a client that has gone before its body was whole. */
  private Optional<Answer> send(TestRequest request, String what) throws IOException {
    if (request.body.length >= request.contentLength) {
      try {
        return Optional.of(wire.send(request));
      } catch (IOException e) {
        throw new AssertionError(what, e);
      }
    }
    wire.write(Wire.bytes(request));
    wire.end();
    try {
      return Optional.of(wire.read(false));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static void requireRefusal(
      TestRequest request, Answer answer, Tampering tampering, String what) {
    assertThat(tampering.refusals()).as(what).extracting(S3Error::status).contains(answer.status());
    if (!request.method.equals("HEAD")) {
      answer.error();
      assertThat(tampering.refusals())
          .as(what)
          .extracting(S3Error::code)
          .contains(answer.element("Code"));
    }
  }

  private void goesOn(String what) throws IOException {
    TestRequest next = user.signed("GET", target("main/there"), "");
    Answer answer;
    try {
      answer = wire.send(next);
    } catch (IOException _) {
      // Closed by the server, which is as good.
      wire.close();
      wire = new Wire(server.uri());
      answer = wire.send(next);
    }
    assertThat(answer.status()).as(what).isEqualTo(200);
    assertThat(answer.text()).as(what).isEqualTo(TEXT);
  }

  private List<TestRequest> signed() {
    List<TestRequest> signed = new ArrayList<>(links());
    for (Form form : Form.values()) {
      byte[] body = new byte[150_000];
      random.nextBytes(body);
      TestRequest plain = plain("PUT", "main/bad?x-id=PutObject").body(body);
      signed.add(user.signed(plain, form));
    }
    signed.add(user.signed(plain("GET", "main/there?tagging=x"), Form.HASHED));
    String target = target("main/bad");
    signed.add(TestSigner.versionTwo(user.plain("PUT", target), Instant.now(), target));
    signed.forEach(request -> request.headers.putIfAbsent("Host", List.of(S3User.HOST)));
    return signed;
  }

  private List<TestRequest> links() {
    String target = target("main/there?tagging=x");
    List<TestRequest> links =
        List.of(
            TestSigner.link(
                plain("GET", "main/there?tagging=x"), Instant.now(), Duration.ofHours(1)),
            TestSigner.link(plain("PUT", "main/bad"), Instant.now(), Duration.ofHours(1)),
            TestSigner.linkOfVersionTwo(
                user.plain("GET", target), Instant.now().getEpochSecond() + 3_600, target));
    links.forEach(request -> request.headers.putIfAbsent("Host", List.of(S3User.HOST)));
    return links;
  }

  private TestRequest plain(String method, String keyAndQuery) {
    return user.plain(method, target(keyAndQuery));
  }

  private String target(String keyAndQuery) {
    return "/" + repository.name() + "/" + keyAndQuery;
  }
}
