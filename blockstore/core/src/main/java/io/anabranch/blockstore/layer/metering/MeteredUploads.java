package io.anabranch.blockstore.layer.metering;

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

/** Uploads whose calls are operations of their own to the meters. */
final class MeteredUploads implements MultipartUploads {

  private final MultipartUploads below;
  private final Timing timing;

  MeteredUploads(MultipartUploads below, Timing timing) {
    this.below = below;
    this.timing = timing;
  }

  @Override
  public PartLimits limits() {
    return below.limits();
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return timing.time("begin_upload", () -> below.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    MeteredContent metered = new MeteredContent(content, timing.listener());
    return timing.time("put_part", () -> below.putPart(address, uploadId, number, metered));
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return timing.time(
        "copy_part", () -> below.copyPart(address, uploadId, number, source, options));
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return timing.time("list_parts", () -> below.listParts(address, uploadId, afterNumber, limit));
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return timing.time("list_uploads", () -> below.listUploads(container, prefix, after, limit));
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    return timing.time("complete_upload", () -> below.complete(address, uploadId, parts, ifAbsent));
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    timing.time(
        "abort_upload",
        () -> {
          below.abort(address, uploadId);
          return uploadId;
        });
  }
}
