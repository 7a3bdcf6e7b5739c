package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The requests that make objects, with what the settings say of every one of them. */
final class S3Requests {

  private final S3Settings settings;

  S3Requests(S3Settings settings) {
    this.settings = settings;
  }

  PutObjectRequest put(PhysicalAddress address, PutOptions options) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(address.container())
            .key(address.key())
            .contentType(S3Attributes.contentType(options.attributes()))
            .metadata(S3Attributes.metadata(options.attributes()));
    if (settings.checksums()) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
    }
    if (options.ifAbsent()) {
      request.ifNoneMatch("*");
    }
    encrypt(request::serverSideEncryption, request::ssekmsKeyId);
    return request.build();
  }

  /**
   * Names no checksum: then those who write parts by links need not send any, and stores that know
   * only digests of digests are not asked for another.
   */
  CreateMultipartUploadRequest upload(PhysicalAddress address, ObjectAttributes attributes) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(address.container())
            .key(address.key())
            .contentType(S3Attributes.contentType(attributes))
            .metadata(S3Attributes.metadata(attributes));
    encrypt(request::serverSideEncryption, request::ssekmsKeyId);
    return request.build();
  }

  CopyObjectRequest copy(PhysicalAddress source, PhysicalAddress target) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(source.container())
            .sourceKey(source.key())
            .destinationBucket(target.container())
            .destinationKey(target.key());
    encrypt(request::serverSideEncryption, request::ssekmsKeyId);
    return request.build();
  }

  private void encrypt(Consumer<String> algorithm, Consumer<String> kmsKeyId) {
    settings
        .encryption()
        .ifPresent(
            encryption -> {
              algorithm.accept(encryption.algorithm());
              encryption.kmsKeyId().ifPresent(kmsKeyId);
            });
  }
}
