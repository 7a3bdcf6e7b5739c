package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Blockstore;
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

/**
 * Uploads whose calls are repeated. Parts replace each other, so sending one twice does no harm; a
 * beginning whose reply was lost leaves an upload that nobody will complete.
 */
final class RetriedUploads implements MultipartUploads {

  private final MultipartUploads below;
  private final Blockstore objects;
  private final Retries retries;
  private final HeldContents held;

  /**
   * @param objects where completed uploads are to be found
   */
  RetriedUploads(MultipartUploads below, Blockstore objects, Retries retries, HeldContents held) {
    this.below = below;
    this.objects = objects;
    this.retries = retries;
    this.held = held;
  }

  @Override
  public PartLimits limits() {
    return below.limits();
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return retries.call(() -> below.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    return held.hold(
        address,
        content,
        known -> {
          TouchedContent touched = new TouchedContent(known);
          return retries.call(
              () -> below.putPart(address, uploadId, number, touched), touched::canBeSentAgain);
        });
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return retries.call(() -> below.copyPart(address, uploadId, number, source, options));
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return retries.call(() -> below.listParts(address, uploadId, afterNumber, limit));
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return retries.call(() -> below.listUploads(container, prefix, after, limit));
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    Completion completion = new Completion(below, objects, address, uploadId, parts);
    return retries.call(() -> completion.attempt(ifAbsent));
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    retries.call(
        () -> {
          below.abort(address, uploadId);
          return uploadId;
        });
  }
}
