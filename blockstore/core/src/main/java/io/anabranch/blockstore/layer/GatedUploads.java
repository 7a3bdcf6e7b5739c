package io.anabranch.blockstore.layer;

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

/** Uploads for layers that treat every call alike. */
public final class GatedUploads implements MultipartUploads {

  private final MultipartUploads below;
  private final Gate gate;

  public GatedUploads(MultipartUploads below, Gate gate) {
    this.below = below;
    this.gate = gate;
  }

  @Override
  public PartLimits limits() {
    return below.limits();
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return gate.pass(() -> below.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    return gate.pass(() -> below.putPart(address, uploadId, number, content));
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return gate.pass(() -> below.copyPart(address, uploadId, number, source, options));
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return gate.pass(() -> below.listParts(address, uploadId, afterNumber, limit));
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return gate.pass(() -> below.listUploads(container, prefix, after, limit));
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    return gate.pass(() -> below.complete(address, uploadId, parts, ifAbsent));
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    gate.pass(
        () -> {
          below.abort(address, uploadId);
          return uploadId;
        });
  }
}
