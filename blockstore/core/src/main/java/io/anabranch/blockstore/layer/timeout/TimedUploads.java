package io.anabranch.blockstore.layer.timeout;

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
import io.anabranch.blockstore.layer.LayerTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Uploads whose calls are limited. Copying a part and joining move out of sight, as copies do. */
final class TimedUploads implements MultipartUploads {

  private final MultipartUploads below;
  private final TimeLimits limits;
  private final LayerTime time;

  TimedUploads(MultipartUploads below, TimeLimits limits, LayerTime time) {
    this.below = below;
    this.limits = limits;
    this.time = time;
  }

  @Override
  public PartLimits limits() {
    return below.limits();
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return limited("begin an upload of " + address, () -> below.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    Silence silence = silence(limits.silence());
    WatchedContent watched = new WatchedContent(content, silence);
    return new LimitedCall<>(
            "put part " + number + " of " + address,
            silence,
            () -> below.putPart(address, uploadId, number, watched),
            _ -> {})
        .get();
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return new LimitedCall<>(
            "copy part " + number + " of " + address,
            silence(limits.copy()),
            () -> below.copyPart(address, uploadId, number, source, options),
            _ -> {})
        .get();
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return limited(
        "list the parts of " + address,
        () -> below.listParts(address, uploadId, afterNumber, limit));
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return limited(
        "list uploads of " + container + "/" + prefix,
        () -> below.listUploads(container, prefix, after, limit));
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    return new LimitedCall<>(
            "complete the upload of " + address,
            silence(limits.copy()),
            () -> below.complete(address, uploadId, parts, ifAbsent),
            _ -> {})
        .get();
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    limited(
        "abort an upload of " + address,
        () -> {
          below.abort(address, uploadId);
          return uploadId;
        });
  }

  private <T> T limited(String what, Supplier<T> call) {
    return new LimitedCall<>(what, silence(limits.silence()), call, _ -> {}).get();
  }

  private Silence silence(Duration limit) {
    return new Silence(limits.store(), limit, time);
  }
}
