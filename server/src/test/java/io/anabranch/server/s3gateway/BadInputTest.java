package io.anabranch.server.s3gateway;

import static io.anabranch.server.s3gateway.S3User.target;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.s3gateway.Wire.Answer;
import io.anabranch.server.s3gateway.signature.TestRequest;
import io.anabranch.server.s3gateway.signature.TestSigner;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;

/** What is refused: with which code, in which form, and that nothing comes of it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String TEXT = "hello";
  private static final String MD5_OF_OTHERS = Base64.getEncoder().encodeToString(new byte[16]);
  private static final String BOMB =
      "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"%s\"><!ENTITY c \"%s\">]>"
          .formatted("&a;".repeat(1000), "&b;".repeat(1000));

  private final TestServer server;
  private final TestRepository repository;
  private final S3User user;
  private final String bucket;
  private String uploadId = "";
  private String partEtag = "";
  private List<String> files = List.of();

  BadInputTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
    this.user = S3User.first(server);
    this.bucket = repository.name();
  }

  /** A request, and how it is refused. */
  record Case(String name, int status, String code, TestRequest request) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  void begin() {
    repository.commit("main", "there", TEXT);
    repository.branch("guarded", "main");
    repository.branch("other", "main");
    repository.post("/tags", Map.of("id", "t1", "ref", "main")).expect(201);
    server
        .client()
        .sendJson(
            "PUT", repository.path("/settings/branch_protection"), "[{\"pattern\":\"guarded\"}]")
        .expect(204);
    Answer begun = user.send("POST", target(bucket, "main/parts") + "?uploads", "").expect(200);
    uploadId = begun.element("UploadId");
    partEtag = user.send("PUT", part("1"), TEXT).expect(200).header("etag");
    user.send("PUT", part("2"), TEXT).expect(200);
    files = stored();
  }

  private List<String> stored() {
    return server.files("hot", bucket);
  }

  private String part(String number) {
    return target(bucket, "main/parts") + "?partNumber=" + number + "&uploadId=" + uploadId;
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(repository.list("main", "")).containsExactly("there");
    assertThat(repository.list("guarded", "")).containsExactly("there");
    assertThat(repository.list("other", "")).containsExactly("there");
    Eventually.succeeds(() -> assertThat(stored()).isEqualTo(files));
  }

  @ParameterizedTest
  @MethodSource
  void whoItIs(Case each) {
    refuses(each);
  }

  @ParameterizedTest
  @MethodSource
  void whatComesWithIt(Case each) {
    refuses(each);
  }

  @ParameterizedTest
  @MethodSource
  void whatIsAskedFor(Case each) {
    refuses(each);
  }

  @ParameterizedTest
  @MethodSource
  void whereItGoes(Case each) {
    refuses(each);
  }

  private void refuses(Case each) {
    Answer answer = user.send(each.request).expect(each.status);
    answer.error();
    assertThat(answer.element("Code")).as(answer.text()).isEqualTo(each.code);
    assertThat(answer.text())
        .doesNotContain(TestServer.SECRET)
        .doesNotContain(server.directory().toString());
  }

  private static Case refused(int status, String code, String name, TestRequest request) {
    return new Case(name, status, code, request);
  }

  private TestRequest put() {
    return user.plain("PUT", target(bucket, "main/bad")).body(TEXT.getBytes(UTF_8));
  }

  private TestRequest hashed(TestRequest plain) {
    return user.signed(plain, Form.HASHED);
  }

  private TestRequest at(Duration skew) {
    return TestSigner.header(
        put(), Instant.now().plus(skew), Form.HASHED, DefaultChecksumAlgorithm.CRC32);
  }

  private TestRequest link(Duration age) {
    return TestSigner.link(
        user.plain("GET", target(bucket, "main/there")),
        Instant.now().minus(age),
        Duration.ofMinutes(1));
  }

  Stream<Case> whoItIs() throws SQLException {
    TestRequest twice = hashed(put());
    twice.query = link(Duration.ZERO).query;
    var gone = S3User.create(server, TestRepository.freshName("gone"));
    server.client().delete("/auth/users/" + gone.id() + "/credentials/" + gone.key()).expect(204);
    var ended = S3User.create(server, TestRepository.freshName("ended"));
    endNow(ended.key());
    return Stream.of(
        refused(403, "AccessDenied", "no signature", put().header("Host", S3User.HOST)),
        refused(
            403,
            "SignatureDoesNotMatch",
            "another secret",
            hashed(put().to(S3User.HOST, user.key(), "another"))),
        refused(
            403,
            "AccessDenied",
            "an unknown key",
            hashed(put().to(S3User.HOST, "AKIAJNOBODYSKEY", user.secret()))),
        refused(
            403,
            "AccessDenied",
            "a deleted key",
            hashed(put().to(S3User.HOST, gone.key(), gone.secret()))),
        refused(
            403,
            "AccessDenied",
            "a key that has ended",
            hashed(put().to(S3User.HOST, ended.key(), ended.secret()))),
        refused(403, "RequestTimeTooSkewed", "a clock behind", at(Duration.ofMinutes(-16))),
        refused(403, "RequestTimeTooSkewed", "a clock before", at(Duration.ofMinutes(16))),
        refused(403, "AccessDenied", "a link that has ended", link(Duration.ofMinutes(2))),
        refused(400, "InvalidArgument", "signed twice", twice),
        refused(
            400,
            "AuthorizationHeaderMalformed",
            "nonsense for a signature",
            hashed(put()).header("Authorization", "AWS4-HMAC-SHA256 nonsense")));
  }

  /** Before the server has read it. */
  private void endNow(String key) throws SQLException {
    var database = server.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement =
            connection.prepareStatement(
                "UPDATE credential SET expires = now() WHERE access_key_id = ?")) {
      statement.setString(1, key);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  Stream<Case> whatComesWithIt() {
    TestRequest other = hashed(put());
    other.body[0]++;
    TestRequest trailer = user.signed(put(), Form.UNSIGNED_TRAILER);
    trailer.body[new String(trailer.body, UTF_8).indexOf('\n') + 1]++;
    TestRequest chunk = user.signed(put(), Form.CHUNKS);
    chunk.body[new String(chunk.body, UTF_8).indexOf('\n') + 1]++;
    return Stream.of(
        refused(400, "XAmzContentSHA256Mismatch", "another body", other),
        refused(400, "BadDigest", "another trailer", trailer),
        refused(403, "SignatureDoesNotMatch", "another chunk", chunk),
        refused(
            400, "BadDigest", "another MD5", hashed(put().header("Content-MD5", MD5_OF_OTHERS))),
        refused(400, "InvalidDigest", "no MD5", hashed(put().header("Content-MD5", "AAAA"))),
        refused(
            400,
            "BadDigest",
            "another CRC",
            hashed(put().header("x-amz-checksum-crc32c", "AAAAAA=="))),
        refused(
            400,
            "InvalidRequest",
            "two checksums",
            hashed(
                put()
                    .header("x-amz-checksum-crc32", "NhCmhg==")
                    .header("x-amz-checksum-crc32c", "mnG7TA=="))),
        refused(
            400,
            "MetadataTooLarge",
            "metadata",
            hashed(put().header("x-amz-meta-a", "b".repeat(2_048)))),
        refused(400, "InvalidTag", "tags", hashed(put().header("x-amz-tagging", "a=1&a=2"))),
        refused(
            501,
            "NotImplemented",
            "a key of the client's",
            hashed(put().header("x-amz-server-side-encryption-customer-algorithm", "AES256"))),
        refused(
            501, "NotImplemented", "a condition", hashed(put().header("If-None-Match", "\"x\""))),
        refused(
            412,
            "PreconditionFailed",
            "what is not there",
            hashed(put().header("If-Match", "\"x\""))),
        delete("no XML", "nonsense"),
        delete("half of it", "<Delete><Object><Key>main/there</Key></Object>"),
        delete("nothing", "<Delete/>"),
        delete(
            "too many",
            "<Delete>" + "<Object><Key>main/there</Key></Object>".repeat(1_001) + "</Delete>"),
        delete("deep", "<Delete>" + "<Object>".repeat(10_000)),
        delete("a bomb", BOMB + "<Delete><Object><Key>&c;</Key></Object></Delete>"),
        delete(
            "a file of the server's",
            "<!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                + "<Delete><Object><Key>main/&f;</Key></Object></Delete>"),
        delete(
            "a document from elsewhere",
            "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/d.dtd\"><Delete><Object><Key>main/there</Key>"
                + "</Object></Delete>"),
        refused(
            400,
            "EntityTooLarge",
            "a long tagging",
            hashed(
                user.plain("PUT", target(bucket, "main/there") + "?tagging")
                    .body(new byte[(64 << 10) + 1]))));
  }

  private Case delete(String name, String body) {
    return refused(400, "MalformedXML", name, user.signed("POST", "/" + bucket + "?delete", body));
  }

  Stream<Case> whatIsAskedFor() {
    return Stream.of(
        get(400, "InvalidArgument", "?max-keys=-1"),
        get(400, "InvalidArgument", "?encoding-type=base64"),
        get(400, "BadRequest", "?list-type=2&prefix=none/"),
        get(405, "ERRLakeFSNotSupported", "?policy"),
        get(405, "ERRLakeFSNotSupported", "?lifecycle"),
        get(405, "ERRLakeFSNotSupported", "?encryption"),
        get(405, "ERRLakeFSNotSupported", "/main/there?torrent"),
        get(405, "ERRLakeFSNotSupported", "/main/there?legal-hold"),
        get(404, "NoSuchKey", "/main/missing"),
        get(404, "NoSuchKey", "/none/there"),
        get(404, "NoSuchVersion", "/main/there?versionId=nonsense"),
        get(416, "InvalidRange", "/main/there?partNumber=2"),
        get(400, "InvalidArgument", "/main/there?partNumber=0"),
        get(404, "NoSuchUpload", "/main/there?uploadId=nonsense"),
        get(400, "InvalidRequest", "/main/%ff"),
        refused(
            416,
            "InvalidRange",
            "a range behind the end",
            hashed(user.plain("GET", target(bucket, "main/there")).header("Range", "bytes=9-"))),
        refused(
            405, "MethodNotAllowed", "POST of a bucket", user.signed("POST", "/" + bucket, TEXT)),
        refused(
            405,
            "ERRLakeFSNotSupported",
            "DELETE of a bucket",
            user.signed("DELETE", "/" + bucket, "")),
        refused(404, "NoSuchBucket", "no bucket", user.signed("GET", "/no-such-repository", "")),
        refused(
            501, "NotImplemented", "a new bucket", user.signed("PUT", "/no-such-repository", "")),
        refused(
            404,
            "ErrNoSuchBucketPossibleAPIEndpoint",
            "the API",
            user.signed("GET", "/api/v1/repositories", "")),
        refused(
            403,
            "AccessDenied",
            "no bucket, by who may not know",
            S3User.create(server, TestRepository.freshName("nobody"))
                .signed("GET", "/no-such-repository", "")),
        refused(400, "InvalidArgument", "part 0", user.signed("PUT", part("0"), TEXT)),
        refused(400, "InvalidArgument", "part 10001", user.signed("PUT", part("10001"), TEXT)),
        refused(400, "InvalidArgument", "part x", user.signed("PUT", part("x"), TEXT)),
        refused(404, "NoSuchUpload", "no upload", user.signed("PUT", part("1") + "x", TEXT)),
        complete(400, "InvalidPartOrder", named(2, partEtag) + named(1, partEtag)),
        complete(400, "InvalidPartOrder", named(1, partEtag) + named(1, partEtag)),
        complete(400, "InvalidPart", named(1, "0".repeat(32))),
        complete(400, "InvalidPart", named(3, partEtag)),
        complete(400, "EntityTooSmall", named(1, partEtag) + named(2, partEtag)),
        complete(400, "MalformedXML", ""),
        complete(400, "MalformedXML", "<Part><PartNumber>one</PartNumber></Part>"));
  }

  private Case get(int status, String code, String rest) {
    return refused(status, code, "GET " + rest, user.signed("GET", "/" + bucket + rest, ""));
  }

  private static String named(int number, String etag) {
    return "<Part><PartNumber>" + number + "</PartNumber><ETag>" + etag + "</ETag></Part>";
  }

  private Case complete(int status, String code, String parts) {
    String target = target(bucket, "main/parts") + "?uploadId=" + uploadId;
    String body = "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>";
    return refused(status, code, "completes with " + parts, user.signed("POST", target, body));
  }

  Stream<Case> whereItGoes() {
    String commit = repository.head("main");
    return Stream.of(
            Stream.of("t1", commit, "main~1", "none", "..", "main@")
                .map(ref -> write(404, "NoSuchBucket", bucket, ref + "/x")),
            Stream.of(
                write(403, "ErrWriteToProtectedBranch", bucket, "guarded/there"),
                refused(
                    403,
                    "ErrWriteToProtectedBranch",
                    "DELETE on a protected branch",
                    user.signed("DELETE", target(bucket, "guarded/there"), "")),
                refused(
                    403,
                    "ErrWriteToProtectedBranch",
                    "an upload to a protected branch",
                    user.signed("POST", target(bucket, "guarded/x") + "?uploads", "")),
                write(400, "KeyTooLongError", bucket, "main/" + "k".repeat(1_025)),
                copy(400, "InvalidArgument", "nonsense"),
                copy(404, "NoSuchKey", bucket + "/main/missing"),
                copy(404, "NoSuchKey", "no-such-repository/main/there")),
            readOnly())
        .flatMap(stream -> stream);
  }

  private Case write(int status, String code, String to, String key) {
    return refused(status, code, "PUT " + key, user.signed("PUT", target(to, key), TEXT));
  }

  private Case copy(int status, String code, String source) {
    return refused(
        status,
        code,
        "copy of " + source,
        hashed(user.plain("PUT", target(bucket, "main/bad")).header("x-amz-copy-source", source)));
  }

  private Stream<Case> readOnly() {
    String name = TestRepository.freshName("read-only");
    server
        .client()
        .post(
            "/repositories",
            Map.of(
                "name",
                name,
                "storage_id",
                "hot",
                "storage_namespace",
                "local://" + name,
                "read_only",
                true))
        .expect(201);
    String code = "ErrReadOnlyRepository";
    return Stream.of(
        write(403, code, name, "main/x"),
        refused(403, code, "deletes there", user.signed("DELETE", target(name, "main/there"), "")),
        refused(
            403,
            code,
            "deletes several there",
            user.signed(
                "POST",
                "/" + name + "?delete",
                "<Delete><Object><Key>main/x</Key></Object></Delete>")),
        refused(
            403,
            code,
            "uploads there",
            user.signed("POST", target(name, "main/x") + "?uploads", "")));
  }

  @Test
  void errorsOfHeadHaveNoBodyAndKeepTheConnection() throws IOException {
    try (var wire = new Wire(server.uri())) {
      for (String key : List.of("main/missing", "none/there")) {
        wire.send(user.signed("HEAD", target(bucket, key), "")).expect(404);
      }
      wire.send(hashed(user.plain("HEAD", target(bucket, "main/there")).to("x", user.key(), "y")))
          .expect(403);
      wire.send(user.signed("HEAD", "/" + bucket, "")).expect(200);
      for (String method : List.of("GET", "HEAD")) {
        TestRequest same = user.plain(method, target(bucket, "main/there"));
        wire.send(hashed(same.header("If-None-Match", "*"))).expect(304);
      }
      // Bytes that belong to no answer would be taken for this one.
      Answer last = wire.send(user.signed("GET", target(bucket, "main/there"), "")).expect(200);
      assertThat(last.text()).isEqualTo(TEXT);
    }
  }

  /** It is no attempt to guess a secret, of which only so many may fail. */
  @Test
  void manyMayFollowALinkThatHasEnded() {
    for (int i = 0; i < 120; i++) {
      user.send(link(Duration.ofMinutes(2))).expect(403);
    }
    user.send(link(Duration.ZERO)).expect(200);
  }

  /** Signed in a way that covers no length. */
  private TestRequest withoutLength() {
    String target = target(bucket, "main/bad");
    long end = Instant.now().plusSeconds(60).getEpochSecond();
    TestRequest request = TestSigner.linkOfVersionTwo(user.plain("PUT", target), end, target);
    request.contentLength = -1;
    return request.header("Host", S3User.HOST);
  }

  @Test
  void aBodyOfUnknownLengthIsRefused() {
    refuses(refused(411, "MissingContentLength", "no body", withoutLength()));
    TestRequest chunked = withoutLength().header("Transfer-Encoding", "chunked");
    chunked.body = "5\r\nhello\r\n0\r\n\r\n".getBytes(UTF_8);
    refuses(refused(411, "MissingContentLength", "a body without a length", chunked));
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffIsNotStored(Form form) throws IOException {
    TestRequest plain = user.plain("PUT", target(bucket, "main/bad")).body(new byte[300_000]);
    byte[] bytes = Wire.bytes(user.signed(plain, form));
    try (var wire = new Wire(server.uri())) {
      wire.write(Arrays.copyOf(bytes, bytes.length - 100_000));
      wire.end();
      assertThatThrownBy(() -> wire.read(false)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void bytesBehindABodyAreNotPartOfIt() throws IOException {
    var other = TestRepository.create(server.client());
    TestRequest request = user.signed("PUT", target(other.name(), "main/there"), TEXT);
    try (var wire = new Wire(server.uri())) {
      wire.write(Wire.bytes(request));
      wire.write("GET / HTTP/1.1, and more".getBytes(UTF_8));
      wire.read(false).expect(200);
    }
    assertThat(other.read("main", "there").expect(200).text()).isEqualTo(TEXT);
    assertThat(other.list("main", "")).containsExactly("there");
  }

  @Test
  void whatHasNoRoomAndWhatComesTooOftenIsRefused() {
    var limited = TestRepository.create(server.client());
    String quota = "//api/anabranch/v1/quotas/repository/" + limited.name();
    server.client().put(quota, Map.of("bytes", TEXT.length() - 1)).expect(200);
    int before = server.files("hot", limited.name()).size();
    refuses(write(507, "QuotaExceeded", limited.name(), "main/x"));
    assertThat(server.files("hot", limited.name())).hasSize(before);

    server.client().put(quota, Map.of("requests_per_second", 1)).expect(200);
    Answer answer;
    do {
      answer = user.send("GET", target(limited.name(), "main/x"), "");
    } while (answer.status() == 404);
    answer.expect(503).error();
    assertThat(answer.element("Code")).isEqualTo("SlowDown");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    server.client().delete(quota).expect(204);
  }
}
