package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.PhysicalAddress;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** An object that is written in parts; closed without being completed, it leaves nothing. */
final class PartedUpload implements AutoCloseable {

  static final int MAXIMUM_PARTS = 10_000;

  private final S3Client client;
  private final PhysicalAddress address;
  private final String id;
  private final List<CompletedPart> parts = new ArrayList<>();
  private long size;
  private boolean completed;

  private PartedUpload(S3Client client, PhysicalAddress address, String id) {
    this.client = client;
    this.address = address;
    this.id = id;
  }

  static PartedUpload begin(S3Client client, S3Settings settings, PhysicalAddress address) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder().bucket(address.container()).key(address.key());
    settings
        .encryption()
        .ifPresent(
            encryption -> {
              request.serverSideEncryption(encryption.algorithm());
              encryption.kmsKeyId().ifPresent(request::ssekmsKeyId);
            });
    return new PartedUpload(
        client, address, client.createMultipartUpload(request.build()).uploadId());
  }

  int parts() {
    return parts.size();
  }

  void add(RequestBody body, long length) {
    int number = parts.size() + 1;
    String etag =
        client
            .uploadPart(
                part ->
                    part.bucket(address.container())
                        .key(address.key())
                        .uploadId(id)
                        .partNumber(number),
                body)
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    size += length;
  }

  /** Adds a part of another object, without the bytes coming here. */
  void addCopy(PhysicalAddress source, String ifMatch, long offset, long length) {
    int number = parts.size() + 1;
    String etag =
        client
            .uploadPartCopy(
                part ->
                    part.sourceBucket(source.container())
                        .sourceKey(source.key())
                        .copySourceIfMatch(ifMatch)
                        .copySourceRange("bytes=" + offset + "-" + (offset + length - 1))
                        .destinationBucket(address.container())
                        .destinationKey(address.key())
                        .uploadId(id)
                        .partNumber(number))
            .copyPartResult()
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    size += length;
  }

  S3Uploads.Written complete(boolean ifAbsent) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(address.container())
            .key(address.key())
            .uploadId(id)
            .multipartUpload(upload -> upload.parts(parts));
    if (ifAbsent) {
      request.ifNoneMatch("*");
    }
    String etag = client.completeMultipartUpload(request.build()).eTag();
    completed = true;
    return new S3Uploads.Written(etag, size);
  }

  @Override
  public void close() {
    if (!completed) {
      client.abortMultipartUpload(
          abort -> abort.bucket(address.container()).key(address.key()).uploadId(id));
    }
  }
}
