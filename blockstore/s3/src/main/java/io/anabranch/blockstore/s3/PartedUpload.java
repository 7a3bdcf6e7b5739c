package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** An object that is written in parts; closed without being completed, it leaves nothing. */
final class PartedUpload implements AutoCloseable {

  private final S3Connection store;
  private final S3Parts uploads;
  private final PhysicalAddress address;
  private final ObjectAttributes attributes;
  private final String id;
  private final List<UploadedPart> parts = new ArrayList<>();
  private boolean completed;

  private PartedUpload(S3Connection store, PhysicalAddress address, ObjectAttributes attributes) {
    this.store = store;
    this.uploads = new S3Parts(store);
    this.address = address;
    this.attributes = attributes;
    this.id = uploads.begin(address, attributes);
  }

  static PartedUpload begin(
      S3Connection store, PhysicalAddress address, ObjectAttributes attributes) {
    return new PartedUpload(store, address, attributes);
  }

  int parts() {
    return parts.size();
  }

  void add(RequestBody body, long length) {
    parts.add(uploads.put(address, id, parts.size() + 1, body, length));
  }

  /** Adds a part of another object, if that still has its etag. */
  void addCopy(ObjectInfo source, long offset, long length) {
    UploadPartCopyRequest.Builder from =
        UploadPartCopyRequest.builder()
            .sourceBucket(source.address().container())
            .sourceKey(source.address().key())
            .copySourceIfMatch(S3Reads.quoted(source.etag()))
            .copySourceRange("bytes=" + offset + "-" + (offset + length - 1));
    parts.add(uploads.copy(address, id, parts.size() + 1, from, length));
  }

  ObjectInfo complete(boolean ifAbsent) {
    CompleteMultipartUploadResponse response = uploads.complete(address, id, parts, ifAbsent);
    completed = true;
    long size = parts.stream().mapToLong(UploadedPart::size).sum();
    return S3Info.of(address, size, store.clock().instant(), attributes, response);
  }

  @Override
  public void close() {
    if (!completed) {
      uploads.abort(address, id);
    }
  }
}
