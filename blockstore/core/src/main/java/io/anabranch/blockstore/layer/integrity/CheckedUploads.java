package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.Optional;

/** Uploads whose parts are as long as what was sent, and whose object is as long as its parts. */
final class CheckedUploads implements MultipartUploads {

  private final MultipartUploads below;
  private final Comparison comparison;

  CheckedUploads(MultipartUploads below, Comparison comparison) {
    this.below = below;
    this.comparison = comparison;
  }

  @Override
  public PartLimits limits() {
    return below.limits();
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return below.begin(address, attributes);
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    SentContent sent = new SentContent(content, Optional.empty());
    UploadedPart part = below.putPart(address, uploadId, number, sent);
    comparison.requireSize(address, sent.count(), part.size());
    return part;
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return below.copyPart(address, uploadId, number, source, options);
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return below.listParts(address, uploadId, afterNumber, limit);
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return below.listUploads(container, prefix, after, limit);
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    ObjectInfo written = below.complete(address, uploadId, parts, ifAbsent);
    if (parts.stream().noneMatch(part -> part.size() == UploadedPart.UNKNOWN_SIZE)) {
      long size = parts.stream().mapToLong(UploadedPart::size).sum();
      comparison.requireSize(address, size, written.size());
    }
    return written;
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    below.abort(address, uploadId);
  }
}
