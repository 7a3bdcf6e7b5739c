package io.anabranch.blockstore.layer.limit;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
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
import io.anabranch.blockstore.health.PermitUsage;
import io.anabranch.blockstore.layer.GatedUploads;
import io.anabranch.blockstore.layer.Interruptions;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets no more than so many calls, and so many open objects, be under way at the store below.
 * Others wait their turn, first come first served, and fail as BUSY when it does not come in time.
 */
public final class ConcurrencyLimitedBlockstore implements Blockstore {

  private final Blockstore below;
  private final ConcurrencySettings settings;
  private final Semaphore calls;
  private final Semaphore openObjects;

  public ConcurrencyLimitedBlockstore(Blockstore below, ConcurrencySettings settings) {
    this.below = below;
    this.settings = settings;
    this.calls = new Semaphore(settings.calls(), true);
    this.openObjects = new Semaphore(settings.openObjects(), true);
  }

  /** At this moment. */
  public PermitUsage calls() {
    return usage(calls, settings.calls());
  }

  /** At this moment. */
  public PermitUsage openObjects() {
    return usage(openObjects, settings.openObjects());
  }

  private static PermitUsage usage(Semaphore turns, int limit) {
    return new PermitUsage(limit, limit - turns.availablePermits(), turns.getQueueLength());
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return inTurn(() -> below.put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    acquire(openObjects);
    try {
      OpenObject object = below.open(address, options);
      return new OpenObject(
          object.info(),
          object.length(),
          new ReleasingStream(object.stream(), openObjects),
          object.file());
    } catch (RuntimeException | Error e) {
      openObjects.release();
      throw e;
    }
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return inTurn(() -> below.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return inTurn(() -> below.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return inTurn(() -> below.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return inTurn(() -> below.copy(source, target, options));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    inTurn(
        () -> {
          below.delete(addresses);
          return addresses;
        });
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new GatedUploads(uploads, this::inTurn));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls();
  }

  @Override
  public void close() {
    below.close();
  }

  private <T> T inTurn(Supplier<T> call) {
    acquire(calls);
    try {
      return call.get();
    } finally {
      calls.release();
    }
  }

  private void acquire(Semaphore turns) {
    try {
      if (!turns.tryAcquire(settings.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new BlockstoreException(
            Kind.BUSY,
            "Store `"
                + settings.store()
                + "` has as many requests under way as it may have; come back later");
      }
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(settings.store(), e);
    }
  }
}
