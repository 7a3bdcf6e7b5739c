package io.anabranch.server.s3gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of one bucket, as a client of the AWS SDK sees them. Keys are whole: {@code
 * branch/path}.
 */
public record S3Objects(S3Client s3, String bucket) {

  /** With metadata {@code a=1} and a SHA-256; the ETag. */
  public String put(String key, byte[] bytes) {
    return s3.putObject(
            r ->
                r.bucket(bucket)
                    .key(key)
                    .metadata(Map.of("a", "1"))
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  /** The id of an upload in parts. */
  public String begin(String key) {
    return s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
  }

  public CompletedPart putPart(String key, String id, int number, byte[] bytes) {
    String etag =
        s3.uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  /** The ETag. */
  public String complete(String key, String id, List<CompletedPart> parts) {
    return s3.completeMultipartUpload(
            r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(u -> u.parts(parts)))
        .eTag();
  }

  /** An object of parts; the ETag. */
  public String putParts(String key, byte[]... parts) {
    String id = begin(key);
    List<CompletedPart> completed = new ArrayList<>();
    for (byte[] part : parts) {
      completed.add(putPart(key, id, completed.size() + 1, part));
    }
    return complete(key, id, completed);
  }

  public ResponseBytes<GetObjectResponse> get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
  }

  public byte[] range(String key, String range) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key).range(range)).asByteArray();
  }

  public List<String> list(String prefix) {
    return s3
        .listObjectsV2(r -> r.bucket(bucket).prefix(prefix).encodingType("url"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** Fills an object of this bucket from one of any. */
  public void copy(String from, String source, String key) {
    s3.copyObject(
        r -> r.sourceBucket(from).sourceKey(source).destinationBucket(bucket).destinationKey(key));
  }
}
