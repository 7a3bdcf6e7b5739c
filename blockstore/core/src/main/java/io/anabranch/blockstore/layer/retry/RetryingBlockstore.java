package io.anabranch.blockstore.layer.retry;

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
import java.util.Collection;
import java.util.Optional;

/**
 * Repeats calls to the store below that failed for a moment, and goes on reading objects whose body
 * broke off. Content that cannot be read again is held while it is sent if it is small (1 MiB);
 * otherwise it is sent again only if it was not touched.
 *
 * <p>A conditional write whose reply was lost finds its own object when it is repeated. It is then
 * compared byte by byte with what is there: equal bytes are success. So of two writers of equal
 * bytes both may be told that they wrote them, if the reply to one was lost. An upload in parts
 * that is gone after such a reply is judged by the object, see {@link Completion}.
 */
public final class RetryingBlockstore implements Blockstore {

  private final Blockstore below;
  private final Retries retries;
  private final HeldContents held = new HeldContents();

  public RetryingBlockstore(Blockstore below, RetrySettings settings, LayerTime time) {
    this.below = below;
    this.retries = new Retries(settings, time);
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return held.hold(address, content, known -> putKnown(address, known, options));
  }

  private ObjectInfo putKnown(PhysicalAddress address, Content content, PutOptions options) {
    TouchedContent touched = new TouchedContent(content);
    Verification ours = new Verification(below, address, touched::open);
    return retries.call(
        () -> ours.verified(options.ifAbsent(), () -> below.put(address, touched, options)),
        touched::canBeSentAgain);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = retries.call(() -> below.open(address, options));
    return new OpenObject(
        object.info(),
        object.length(),
        new ResumedStream(object, options, below, retries),
        object.file());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return retries.call(() -> below.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return retries.call(() -> below.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return retries.call(() -> below.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    Verification ours =
        new Verification(below, target, () -> below.open(source, ReadOptions.WHOLE).stream());
    return retries.call(
        () -> ours.verified(options.ifAbsent(), () -> below.copy(source, target, options)));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    retries.call(
        () -> {
          below.delete(addresses);
          return addresses;
        });
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new RetriedUploads(uploads, below, retries, held));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls().map(urls -> new GatedUrls(urls, retries::call));
  }

  @Override
  public void close() {
    below.close();
  }
}
