package io.anabranch.server.s3gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Uploads in parts through the AWS SDK. */
@ExtendWith(SharedServer.class)
class S3UploadsTest {

  private static final int MIB = 1 << 20;
  private static final byte[] FIRST = bytes(5 * MIB, 1);
  private static final byte[] LAST = bytes(10, 2);

  private final TestRepository repository;
  private final TestRepository other;
  private final S3Client s3;

  S3UploadsTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
    this.other = TestRepository.create(server.client(), "archive");
    this.s3 = S3Clients.of(server);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private String bucket() {
    return repository.name();
  }

  private String begin(String key) {
    return s3.createMultipartUpload(
            r ->
                r.bucket(bucket())
                    .key(key)
                    .contentType("text/x")
                    .metadata(Map.of("a", "1"))
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32))
        .uploadId();
  }

  private CompletedPart put(String key, String id, int number, byte[] bytes) {
    var part =
        s3.uploadPart(
            r ->
                r.bucket(bucket())
                    .key(key)
                    .uploadId(id)
                    .partNumber(number)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32),
            RequestBody.fromBytes(bytes));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .build();
  }

  private String complete(String key, String id, List<CompletedPart> parts) {
    return s3.completeMultipartUpload(
            r -> r.bucket(bucket()).key(key).uploadId(id).multipartUpload(u -> u.parts(parts)))
        .eTag();
  }

  private static void refused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @Test
  void anObjectIsMadeOfParts() {
    String id = begin("main/big");
    CompletedPart last = put("main/big", id, 7, LAST);
    CompletedPart first = put("main/big", id, 2, FIRST);
    var listed = s3.listParts(r -> r.bucket(bucket()).key("main/big").uploadId(id).maxParts(1));
    assertThat(listed.isTruncated()).isTrue();
    assertThat(listed.parts()).extracting("partNumber").containsExactly(2);
    assertThat(listed.parts()).extracting("checksumCRC32").containsExactly(first.checksumCRC32());
    assertThat(
            s3.listParts(
                    r ->
                        r.bucket(bucket())
                            .key("main/big")
                            .uploadId(id)
                            .partNumberMarker(listed.nextPartNumberMarker()))
                .parts())
        .extracting("size")
        .containsExactly(10L);

    refused(400, "InvalidPartOrder", () -> complete("main/big", id, List.of(last, first)));
    refused(
        400,
        "InvalidPart",
        () -> complete("main/big", id, List.of(first.toBuilder().eTag("\"0\"").build())));
    String etag = complete("main/big", id, List.of(first, last));
    assertThat(etag).endsWith("-2\"");
    refused(404, "NoSuchUpload", () -> put("main/big", id, 1, LAST));

    var read =
        s3.getObjectAsBytes(
            r -> r.bucket(bucket()).key("main/big").checksumMode(ChecksumMode.ENABLED));
    assertThat(read.asByteArray()).startsWith(FIRST).endsWith(LAST).hasSize(5 * MIB + 10);
    assertThat(read.response().eTag()).isEqualTo(etag);
    assertThat(read.response().metadata()).isEqualTo(Map.of("a", "1"));
    assertThat(read.response().contentType()).isEqualTo("text/x");
    assertThat(read.response().checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    assertThat(read.response().checksumCRC32()).endsWith("-2");
    var part = s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/big").partNumber(2));
    assertThat(part.asByteArray()).isEqualTo(LAST);
    assertThat(part.response().partsCount()).isEqualTo(2);
    assertThat(
            s3.getObjectAttributes(
                    r ->
                        r.bucket(bucket())
                            .key("main/big")
                            .objectAttributes(ObjectAttributes.OBJECT_PARTS))
                .objectParts()
                .totalPartsCount())
        .isEqualTo(2);
  }

  @Test
  void partsAreCopiedAlsoFromOtherStores() {
    s3.putObject(r -> r.bucket(other.name()).key("main/s"), RequestBody.fromBytes(FIRST));
    String id = begin("main/copied");
    var whole =
        s3.uploadPartCopy(
            r ->
                r.sourceBucket(other.name())
                    .sourceKey("main/s")
                    .destinationBucket(bucket())
                    .destinationKey("main/copied")
                    .uploadId(id)
                    .partNumber(1));
    var range =
        s3.uploadPartCopy(
            r ->
                r.sourceBucket(other.name())
                    .sourceKey("main/s")
                    .copySourceRange("bytes=1-3")
                    .destinationBucket(bucket())
                    .destinationKey("main/copied")
                    .uploadId(id)
                    .partNumber(2));
    refused(
        416,
        "InvalidRange",
        () ->
            s3.uploadPartCopy(
                r ->
                    r.sourceBucket(other.name())
                        .sourceKey("main/s")
                        .copySourceRange("bytes=999999999-")
                        .destinationBucket(bucket())
                        .destinationKey("main/copied")
                        .uploadId(id)
                        .partNumber(3)));
    complete(
        "main/copied",
        id,
        List.of(
            CompletedPart.builder().partNumber(1).eTag(whole.copyPartResult().eTag()).build(),
            CompletedPart.builder().partNumber(2).eTag(range.copyPartResult().eTag()).build()));
    byte[] read = s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/copied")).asByteArray();
    assertThat(read).startsWith(FIRST).hasSize(5 * MIB + 3).endsWith(FIRST[1], FIRST[2], FIRST[3]);
  }

  @Test
  void uploadsAreListedAndGivenUp() {
    List<String> keys = List.of("main/a/1", "main/a/2", "main/b", "main/c/1");
    List<String> ids = keys.stream().map(this::begin).toList();
    var page = s3.listMultipartUploads(r -> r.bucket(bucket()).maxUploads(3));
    assertThat(page.uploads().stream().map(MultipartUpload::key))
        .containsExactlyElementsOf(keys.subList(0, 3));
    assertThat(page.isTruncated()).isTrue();
    var rest =
        s3.listMultipartUploads(
            r ->
                r.bucket(bucket())
                    .keyMarker(page.nextKeyMarker())
                    .uploadIdMarker(page.nextUploadIdMarker()));
    assertThat(rest.uploads().stream().map(MultipartUpload::uploadId))
        .containsExactly(ids.getLast());
    assertThat(rest.isTruncated()).isFalse();
    var grouped = s3.listMultipartUploads(r -> r.bucket(bucket()).prefix("main/").delimiter("/"));
    assertThat(grouped.commonPrefixes().stream().map(CommonPrefix::prefix))
        .containsExactly("main/a/", "main/c/");
    assertThat(grouped.uploads()).hasSize(1);
    s3.abortMultipartUpload(r -> r.bucket(bucket()).key("main/b").uploadId(ids.get(2)));
    refused(404, "NoSuchUpload", () -> put("main/b", ids.get(2), 1, LAST));
    refused(404, "NoSuchUpload", () -> put("main/a/2", ids.get(0), 1, LAST));
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket())).uploads()).hasSize(3);
  }

  @Test
  void smallPartsAndFailedConditionsAreRefused() {
    String id = begin("main/small");
    CompletedPart one = put("main/small", id, 1, LAST);
    CompletedPart two = put("main/small", id, 2, LAST);
    refused(400, "EntityTooSmall", () -> complete("main/small", id, List.of(one, two)));
    s3.putObject(r -> r.bucket(bucket()).key("main/small"), RequestBody.fromString("there"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(bucket())
                        .key("main/small")
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .multipartUpload(u -> u.parts(one))));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/small")).asUtf8String())
        .isEqualTo("there");
    complete("main/small", id, List.of(one));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket()).key("main/small")).asByteArray())
        .isEqualTo(LAST);
  }
}
