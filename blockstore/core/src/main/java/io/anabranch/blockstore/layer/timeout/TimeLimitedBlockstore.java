package io.anabranch.blockstore.layer.timeout;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.layer.GatedUrls;
import io.anabranch.blockstore.layer.LayerTime;
import java.io.BufferedInputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ends calls to the store below that hang, with a failure of kind UNAVAILABLE: each runs on a
 * virtual thread of its own, which is interrupted when its time is up. The caller goes on at once,
 * even if the interrupted thread does not.
 */
public final class TimeLimitedBlockstore implements Blockstore {

  private static final int BUFFER = 64 * 1024;

  private final Blockstore below;
  private final TimeLimits limits;
  private final LayerTime time;

  public TimeLimitedBlockstore(Blockstore below, TimeLimits limits, LayerTime time) {
    this.below = below;
    this.limits = limits;
    this.time = time;
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    Silence silence = silence();
    WatchedContent watched = new WatchedContent(content, silence);
    return new LimitedCall<>(
            "put " + address, silence, () -> below.put(address, watched, options), _ -> {})
        .get();
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object =
        new LimitedCall<>(
                "open " + address, silence(), () -> below.open(address, options), OpenObject::close)
            .get();
    TimedStream timed = new TimedStream(object, this::silence);
    return new OpenObject(
        object.info(), object.length(), new BufferedInputStream(timed, BUFFER), object.file());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return new LimitedCall<>("stat " + address, silence(), () -> below.stat(address), _ -> {})
        .get();
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return new LimitedCall<>(
            "list " + request.container() + "/" + request.prefix(),
            silence(),
            () -> below.list(request),
            _ -> {})
        .get();
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return new LimitedCall<>("settle " + address, silence(), () -> below.settle(address), _ -> {})
        .get();
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return new LimitedCall<>(
            "copy " + source,
            new Silence(limits.store(), limits.copy(), time),
            () -> below.copy(source, target, options),
            _ -> {})
        .get();
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    new LimitedCall<>(
            "delete",
            silence(),
            () -> {
              below.delete(addresses);
              return addresses;
            },
            _ -> {})
        .get();
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new TimedUploads(uploads, limits, time));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls().map(urls -> new GatedUrls(urls, this::sign));
  }

  @Override
  public void close() {
    below.close();
  }

  /** Most links are computed, but some stores are asked for a key, or to sign. */
  private <T> T sign(Supplier<T> call) {
    return new LimitedCall<>("sign a link", silence(), call, _ -> {}).get();
  }

  private Silence silence() {
    return new Silence(limits.store(), limits.silence(), time);
  }
}
