package io.anabranch.blockstore.layer.breaker;

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
import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.layer.GatedUploads;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leaves the store below alone for a while after too many calls found it unavailable. Calls fail at
 * once meanwhile, as UNAVAILABLE and not to be repeated, and say when to come back. A store that
 * answers, be it that something is not there or that it is busy, is not unavailable. Nothing that
 * the caller's content does counts either way.
 */
public final class CircuitBreakingBlockstore implements Blockstore {

  private final Blockstore below;
  private final Breaker breaker;

  public CircuitBreakingBlockstore(Blockstore below, BreakerSettings settings, Clock clock) {
    this.below = below;
    this.breaker = new Breaker(settings, clock);
  }

  /** Whether calls pass at this moment. */
  public BreakerCondition condition() {
    return breaker.condition();
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return guarded(() -> below.put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = guarded(() -> below.open(address, options));
    return new OpenObject(
        object.info(), object.length(), new WatchedStream(object.stream(), breaker), object.file());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return guarded(() -> below.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return guarded(() -> below.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return guarded(() -> below.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return guarded(() -> below.copy(source, target, options));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    guarded(
        () -> {
          below.delete(addresses);
          return addresses;
        });
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new GatedUploads(uploads, this::guarded));
  }

  /** Not watched: most links are computed, which says nothing of the store and needs it not. */
  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls();
  }

  @Override
  public void close() {
    below.close();
  }

  private <T> T guarded(Supplier<T> call) {
    Breaker.Turn turn = breaker.enter();
    try {
      T result = call.get();
      turn.succeeded();
      return result;
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.UNAVAILABLE && e.retryable()) {
        turn.failed(e);
      } else if (e.kind() == Kind.BAD_CONTENT || e.kind() == Kind.BUSY) {
        turn.leave();
      } else {
        turn.succeeded();
      }
      throw e;
    } finally {
      turn.leave();
    }
  }
}
