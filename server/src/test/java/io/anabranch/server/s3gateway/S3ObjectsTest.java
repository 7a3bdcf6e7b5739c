package io.anabranch.server.s3gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/** Objects through the AWS SDK. */
@ExtendWith(SharedServer.class)
class S3ObjectsTest {

  private final TestServer server;
  private final TestRepository repository;
  private final S3Client s3;

  S3ObjectsTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
    this.s3 = S3Clients.of(server);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private String bucket() {
    return repository.name();
  }

  private String put(String key, String text) {
    return s3.putObject(r -> r.bucket(bucket()).key(key), RequestBody.fromString(text)).eTag();
  }

  private String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket()).key(key)).asUtf8String();
  }

  private static void refused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.requestId()).isNotBlank();
            });
  }

  @Test
  void bothProtocolsSeeTheSameObjects() {
    assertThat(put("main/a/b c+d%2F.txt", "hello"))
        .isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(repository.read("main", "a/b c+d%2F.txt").expect(200).text()).isEqualTo("hello");
    repository.upload("main", "rest/ü", "from rest").expect(201);
    assertThat(get("main/rest/ü")).isEqualTo("from rest");
    String commit = repository.commit("main", "first");
    put("main/rest/ü", "changed");
    assertThat(get(commit + "/rest/ü")).isEqualTo("from rest");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/rest/ü").versionId(commit))
                .asUtf8String())
        .isEqualTo("from rest");
    assertThat(get("main/rest/ü")).isEqualTo("changed");
  }

  @Test
  void keepsWhatHeadersSay() {
    s3.putObject(
        r ->
            r.bucket(bucket())
                .key("main/o")
                .contentType("text/csv")
                .cacheControl("max-age=1")
                .contentDisposition("attachment")
                .contentEncoding("gzip")
                .contentLanguage("de")
                .metadata(Map.of("Name", "value", "umlaut", "=?utf-8?q?b=C3=A4r?="))
                .tagging("a=1&b=%20x"),
        RequestBody.fromString("x"));
    var head = s3.headObject(r -> r.bucket(bucket()).key("main/o"));
    assertThat(head.contentType()).isEqualTo("text/csv");
    assertThat(head.cacheControl()).isEqualTo("max-age=1");
    assertThat(head.contentDisposition()).isEqualTo("attachment");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.metadata())
        .isEqualTo(Map.of("name", "value", "umlaut", "=?utf-8?q?b=C3=A4r?="));
    assertThat(head.contentLength()).isEqualTo(1);
    var stat = repository.stat("main", "o").expect(200).json().path("metadata");
    assertThat(stat.path("X-Amz-Meta-name").asText()).isEqualTo("value");
    assertThat(stat.path("X-Amz-Meta-umlaut").asText()).isEqualTo("bär");

    var tags = s3.getObjectTagging(r -> r.bucket(bucket()).key("main/o")).tagSet();
    assertThat(tags).containsExactly(tag("a", "1"), tag("b", " x"));
    s3.putObjectTagging(
        r -> r.bucket(bucket()).key("main/o").tagging(t -> t.tagSet(tag("ä", "&<"))));
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket()).key("main/o")).tagSet())
        .containsExactly(tag("ä", "&<"));
    assertThat(s3.headObject(r -> r.bucket(bucket()).key("main/o")).metadata()).hasSize(2);
    s3.deleteObjectTagging(r -> r.bucket(bucket()).key("main/o"));
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket()).key("main/o")).tagSet()).isEmpty();

    var overridden =
        s3.getObject(
            r ->
                r.bucket(bucket())
                    .key("main/o")
                    .responseContentType("text/plain")
                    .responseContentDisposition("inline"));
    assertThat(overridden.response().contentType()).isEqualTo("text/plain");
    assertThat(overridden.response().contentDisposition()).isEqualTo("inline");
    overridden.abort();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void checksumsAreHeldToAndTold() {
    for (ChecksumAlgorithm algorithm :
        List.of(
            ChecksumAlgorithm.CRC32,
            ChecksumAlgorithm.CRC32_C,
            ChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.SHA256)) {
      String key = "main/sum-" + algorithm;
      s3.putObject(
          r -> r.bucket(bucket()).key(key).checksumAlgorithm(algorithm),
          RequestBody.fromString("text"));
      // The SDK checks what it is told.
      var read =
          s3.getObjectAsBytes(r -> r.bucket(bucket()).key(key).checksumMode(ChecksumMode.ENABLED));
      assertThat(read.asUtf8String()).isEqualTo("text");
      assertThat(read.response().toString())
          .contains("Checksum" + algorithm.name().replace("_", ""));
    }
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(bucket()).key("main/bad").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("text")));
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(bucket()).key("main/bad").contentMD5("XUFAKrxLKna5cZ2REBfFkw=="),
                RequestBody.fromString("text")));
    refused(404, "NoSuchKey", () -> get("main/bad"));
    assertThat(repository.list("main", "")).doesNotContain("bad");
    var attributes =
        s3.getObjectAttributes(
            r ->
                r.bucket(bucket())
                    .key("main/sum-CRC32C")
                    .objectAttributes(
                        ObjectAttributes.CHECKSUM,
                        ObjectAttributes.E_TAG,
                        ObjectAttributes.OBJECT_SIZE));
    assertThat(attributes.objectSize()).isEqualTo(4);
    assertThat(attributes.checksum().checksumCRC32C()).isNotBlank();
  }

  @Test
  void readsRangesAndConditions() {
    String etag = put("main/r", "0123456789");
    assertThat(range("bytes=2-4")).isEqualTo("234");
    assertThat(range("bytes=7-")).isEqualTo("789");
    assertThat(range("bytes=-2")).isEqualTo("89");
    assertThat(range("bytes=nonsense")).isEqualTo("0123456789");
    refused(416, "InvalidRange", () -> range("bytes=10-"));
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/r").ifMatch(etag)).asUtf8String())
        .isEqualTo("0123456789");
    refused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/r").ifMatch("\"x\"")));
    assertThatThrownBy(
            () -> s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/r").ifNoneMatch(etag)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
  }

  private String range(String range) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/r").range(range)).asUtf8String();
  }

  @Test
  void writesUnderConditions() {
    s3.putObject(
        r -> r.bucket(bucket()).key("main/c").ifNoneMatch("*"), RequestBody.fromString("1"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(bucket()).key("main/c").ifNoneMatch("*"),
                RequestBody.fromString("2")));
    String etag = s3.headObject(r -> r.bucket(bucket()).key("main/c")).eTag();
    s3.putObject(r -> r.bucket(bucket()).key("main/c").ifMatch(etag), RequestBody.fromString("3"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(bucket()).key("main/c").ifMatch(etag), RequestBody.fromString("4")));
    assertThat(get("main/c")).isEqualTo("3");
  }

  @Test
  void copiesWithinAndAcrossRepositoriesAndStores() {
    var other = TestRepository.create(server.client(), "archive");
    s3.putObject(
        r -> r.bucket(bucket()).key("main/s").contentType("text/x").metadata(Map.of("a", "1")),
        RequestBody.fromString("source"));
    s3.copyObject(
        r ->
            r.sourceBucket(bucket())
                .sourceKey("main/s")
                .destinationBucket(other.name())
                .destinationKey("main/t"));
    var copied = s3.getObjectAsBytes(r -> r.bucket(other.name()).key("main/t"));
    assertThat(copied.asUtf8String()).isEqualTo("source");
    assertThat(copied.response().metadata()).isEqualTo(Map.of("a", "1"));
    assertThat(copied.response().contentType()).isEqualTo("text/x");
    s3.copyObject(
        r ->
            r.sourceBucket(bucket())
                .sourceKey("main/s")
                .destinationBucket(bucket())
                .destinationKey("main/s")
                .metadata(Map.of("b", "2"))
                .metadataDirective(MetadataDirective.REPLACE));
    assertThat(s3.headObject(r -> r.bucket(bucket()).key("main/s")).metadata())
        .isEqualTo(Map.of("b", "2"));
    refused(
        404,
        "NoSuchKey",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket("no-such-repo")
                        .sourceKey("main/s")
                        .destinationBucket(bucket())
                        .destinationKey("main/x")));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(bucket())
                        .sourceKey("main/s")
                        .copySourceIfMatch("nothing")
                        .destinationBucket(bucket())
                        .destinationKey("main/x")));
  }

  @Test
  void deletes() {
    put("main/d1", "1");
    put("main/d2", "2");
    put("main/d3", "3");
    s3.deleteObject(r -> r.bucket(bucket()).key("main/d1"));
    s3.deleteObject(r -> r.bucket(bucket()).key("main/d1"));
    s3.deleteObject(r -> r.bucket(bucket()).key("nobranch/d1"));
    var deleted =
        s3.deleteObjects(
            r ->
                r.bucket(bucket())
                    .delete(
                        Delete.builder()
                            .objects(key("main/d2"), key("main/none"), key("other/d"), key("x"))
                            .build()));
    assertThat(deleted.errors()).isEmpty();
    assertThat(deleted.deleted()).hasSize(4);
    assertThat(repository.list("main", "")).containsExactly("d3");
  }

  @Test
  void deletesNothingElseThanWhatIsMeant() {
    String etag = put("main/d", "1");
    String other = "\"00000000000000000000000000000000\"";
    refused(
        412,
        "PreconditionFailed",
        () -> s3.deleteObject(r -> r.bucket(bucket()).key("main/d").ifMatch(other)));
    refused(
        501,
        "NotImplemented",
        () -> s3.deleteObject(r -> r.bucket(bucket()).key("main/d").versionId("null")));
    var old = ObjectIdentifier.builder().key("main/d").versionId("1").build();
    var changed = ObjectIdentifier.builder().key("main/d").eTag(other).build();
    for (ObjectIdentifier conditional : List.of(old, changed)) {
      var answer =
          s3.deleteObjects(
              r -> r.bucket(bucket()).delete(Delete.builder().objects(conditional).build()));
      assertThat(answer.errors()).extracting("code").containsExactly("NotImplemented");
    }
    assertThat(get("main/d")).isEqualTo("1");
    s3.deleteObject(r -> r.bucket(bucket()).key("main/d").ifMatch(etag));
    assertThat(repository.list("main", "")).isEmpty();
    refused(
        412,
        "PreconditionFailed",
        () -> s3.deleteObject(r -> r.bucket(bucket()).key("main/d").ifMatch(etag)));
  }

  @Test
  void replacesNothingByWhatIsNoObject() {
    put("main/whole", "1");
    refused(
        501,
        "NotImplemented",
        () ->
            s3.putObject(
                r -> r.bucket(bucket()).key("main/whole").writeOffsetBytes(1L),
                RequestBody.fromString("2")));
    refused(
        405,
        "ERRLakeFSNotSupported",
        () ->
            s3.renameObject(r -> r.bucket(bucket()).key("main/whole").renameSource("/main/other")));
    assertThat(get("main/whole")).isEqualTo("1");
  }

  private static ObjectIdentifier key(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  @Test
  void lists() {
    IntStream.range(0, 5).forEach(i -> put("main/p/" + i, "x"));
    put("main/q", "x");
    put("main/p ü\u0001", "x");
    repository.commit("main", "first");
    repository.branch("dev", "main");
    repository.post("/tags", Map.of("id", "v1.0", "ref", "main")).expect(201);
    assertThat(prefixes("", "/")).containsExactly("dev/", "main/", "v1.0/");
    assertThat(prefixes("m", "")).containsExactly("main/");
    assertThat(prefixes("main/", "/")).containsExactly("main/p/");
    assertThat(keys("main/", "/")).containsExactly("main/p ü\u0001", "main/q");
    assertThat(keys("v1.0/p/", "")).hasSize(5);
    var paged =
        s3.listObjectsV2Paginator(
                r -> r.bucket(bucket()).prefix("main/").maxKeys(1).encodingType("url"))
            .contents();
    assertThat(paged.stream().map(S3Object::key))
        .containsExactly(
            "main/p ü\u0001", "main/p/0", "main/p/1", "main/p/2", "main/p/3", "main/p/4", "main/q");
    var refs = s3.listObjectsV2Paginator(r -> r.bucket(bucket()).delimiter("/").maxKeys(1));
    assertThat(refs.commonPrefixes().stream().map(CommonPrefix::prefix))
        .containsExactly("dev/", "main/", "v1.0/");
    assertThat(
            s3.listObjectsV2(r -> r.bucket(bucket()).prefix("main/").startAfter("main/p/3"))
                .contents())
        .extracting(S3Object::key)
        .containsExactly("main/p/4", "main/q");
    var first =
        s3.listObjects(
            r -> r.bucket(bucket()).prefix("main/").delimiter("/").maxKeys(2).encodingType("url"));
    assertThat(first.nextMarker()).isEqualTo("main/p/");
    assertThat(
            s3.listObjects(
                    r ->
                        r.bucket(bucket())
                            .prefix("main/")
                            .delimiter("/")
                            .marker(first.nextMarker()))
                .contents())
        .extracting(S3Object::key)
        .containsExactly("main/q");
    assertThat(s3.listObjects(r -> r.bucket(bucket()).prefix("none/")).contents()).isEmpty();
    refused(400, "BadRequest", () -> s3.listObjectsV2(r -> r.bucket(bucket()).prefix("none/")));
    refused(404, "NoSuchBucket", () -> s3.listObjectsV2(r -> r.bucket("no-such-repo")));
  }

  private List<String> prefixes(String prefix, String delimiter) {
    return s3
        .listObjectsV2(
            r -> r.bucket(bucket()).prefix(prefix).delimiter(delimiter).encodingType("url"))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .toList();
  }

  private List<String> keys(String prefix, String delimiter) {
    return s3
        .listObjectsV2(
            r -> r.bucket(bucket()).prefix(prefix).delimiter(delimiter).encodingType("url"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void tellsTheHistoryOfKeys() {
    put("main/v", "1");
    String first = repository.commit("main", "one");
    put("main/v", "2");
    String second = repository.commit("main", "two");
    put("main/v", "3");
    var versions = s3.listObjectVersions(r -> r.bucket(bucket()).prefix("main/v")).versions();
    assertThat(versions).extracting("versionId").containsExactly("null", second, first);
    assertThat(versions).extracting("isLatest").containsExactly(true, false, false);
    s3.deleteObject(r -> r.bucket(bucket()).key("main/v"));
    String third = repository.commit("main", "three");
    var deleted = s3.listObjectVersions(r -> r.bucket(bucket()).prefix("main/v"));
    assertThat(deleted.deleteMarkers()).extracting("versionId").containsExactly(third);
    assertThat(deleted.versions()).extracting("versionId").containsExactly(second, first);
    var page = s3.listObjectVersions(r -> r.bucket(bucket()).prefix("main/v").maxKeys(1));
    assertThat(page.isTruncated()).isTrue();
    var next =
        s3.listObjectVersions(
            r ->
                r.bucket(bucket())
                    .prefix("main/v")
                    .keyMarker(page.nextKeyMarker())
                    .versionIdMarker(page.nextVersionIdMarker()));
    assertThat(next.versions()).extracting("versionId").containsExactly(second, first);
  }

  @Test
  void knowsBuckets() {
    assertThat(s3.listBuckets().buckets()).extracting("name").contains(bucket());
    s3.headBucket(r -> r.bucket(bucket()));
    assertThat(s3.getBucketLocation(r -> r.bucket(bucket())).locationConstraintAsString())
        .isNullOrEmpty();
    assertThat(s3.getBucketVersioning(r -> r.bucket(bucket())).status()).isNull();
    refused(409, "BucketAlreadyExists", () -> s3.createBucket(r -> r.bucket(bucket())));
    refused(501, "NotImplemented", () -> s3.createBucket(r -> r.bucket("some-new-bucket")));
    refused(405, "ERRLakeFSNotSupported", () -> s3.deleteBucket(r -> r.bucket(bucket())));
    refused(405, "ERRLakeFSNotSupported", () -> s3.getBucketPolicy(r -> r.bucket(bucket())));
    refused(404, "NoSuchCORSConfiguration", () -> s3.getBucketCors(r -> r.bucket(bucket())));
    assertThat(s3.getBucketAcl(r -> r.bucket(bucket())).grants())
        .extracting(Grant::permissionAsString)
        .containsExactly("FULL_CONTROL");
    put("main/o", "x");
    assertThat(s3.getObjectAcl(r -> r.bucket(bucket()).key("main/o")).grants()).hasSize(1);
    refused(404, "NoSuchKey", () -> s3.getObjectAcl(r -> r.bucket(bucket()).key("main/none")));
    refused(
        501,
        "NotImplemented",
        () -> s3.putObjectAcl(r -> r.bucket(bucket()).key("main/o").acl("public-read")));
    assertThat(s3.putObject(r -> r.bucket(bucket()).key("main/"), RequestBody.empty()).eTag())
        .isNotBlank();
    assertThat(keys("main/", "")).containsExactly("main/o");
  }

  @Test
  void refusesWhatCannotBeWritten() {
    repository.commit("main", "a", "1");
    repository.post("/tags", Map.of("id", "t1", "ref", "main")).expect(201);
    refused(404, "NoSuchBucket", () -> put("t1/x", "1"));
    refused(404, "NoSuchBucket", () -> put("main~1/x", "1"));
    refused(404, "NoSuchBucket", () -> put("none/x", "1"));
    refused(400, "KeyTooLongError", () -> put("main/" + "k".repeat(1025), "1"));
    refused(
        400,
        "MetadataTooLarge",
        () ->
            s3.putObject(
                PutObjectRequest.builder()
                    .bucket(bucket())
                    .key("main/x")
                    .metadata(Map.of("a", "b".repeat(2048)))
                    .build(),
                RequestBody.fromString("1")));
    assertThat(repository.list("main", "")).containsExactly("a");
    assertThat(
            new String(
                s3.getObjectAsBytes(r -> r.bucket(bucket()).key("t1/a")).asByteArray(), UTF_8))
        .isEqualTo("1");
  }
}
