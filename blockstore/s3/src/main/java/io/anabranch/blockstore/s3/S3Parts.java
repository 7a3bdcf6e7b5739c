package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** S3's own operations on uploads; what they throw is the SDK's. */
final class S3Parts {

  static final long SMALLEST = 5L << 20;
  static final long LARGEST = 5L << 30;
  static final int MOST = 10_000;

  private final S3Connection store;

  S3Parts(S3Connection store) {
    this.store = store;
  }

  String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return store
        .client()
        .createMultipartUpload(store.requests().upload(address, attributes))
        .uploadId();
  }

  UploadedPart put(
      PhysicalAddress address, String uploadId, int number, RequestBody body, long length) {
    String etag =
        store
            .client()
            .uploadPart(
                part ->
                    part.bucket(address.container())
                        .key(address.key())
                        .uploadId(uploadId)
                        .partNumber(number),
                body)
            .eTag();
    return new UploadedPart(number, length, S3Info.etag(address, etag));
  }

  /**
   * Adds a part of another object, without the bytes coming here.
   *
   * @param source with what is known of where the part comes from, and under which condition
   */
  UploadedPart copy(
      PhysicalAddress address,
      String uploadId,
      int number,
      UploadPartCopyRequest.Builder source,
      long length) {
    UploadPartCopyRequest request =
        source
            .destinationBucket(address.container())
            .destinationKey(address.key())
            .uploadId(uploadId)
            .partNumber(number)
            .build();
    String etag = store.client().uploadPartCopy(request).copyPartResult().eTag();
    return new UploadedPart(number, length, S3Info.etag(address, etag));
  }

  CompleteMultipartUploadResponse complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    List<CompletedPart> completed = parts.stream().map(S3Parts::completed).toList();
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(address.container())
            .key(address.key())
            .uploadId(uploadId)
            .multipartUpload(upload -> upload.parts(completed));
    if (ifAbsent) {
      request.ifNoneMatch("*");
    }
    return store.client().completeMultipartUpload(request.build());
  }

  private static CompletedPart completed(UploadedPart part) {
    return CompletedPart.builder()
        .partNumber(part.number())
        .eTag(S3Reads.quoted(part.etag()))
        .build();
  }

  void abort(PhysicalAddress address, String uploadId) {
    store
        .client()
        .abortMultipartUpload(
            abort -> abort.bucket(address.container()).key(address.key()).uploadId(uploadId));
  }
}
