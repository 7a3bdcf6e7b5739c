package io.anabranch.blockstore.layer.exchange;

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
import io.anabranch.blockstore.layer.SelectedUploads;
import io.anabranch.blockstore.layer.SelectedUrls;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Passes everything on to a store that can be exchanged for another one over the same objects. A
 * call, and an object that was opened, end with the store they began with; calls that come after
 * the exchange go to the new one. The old store is closed when its last call has returned and its
 * last object is closed.
 */
public final class ExchangeableBlockstore implements Blockstore {

  private final AtomicReference<Tenure> current;

  public ExchangeableBlockstore(Blockstore first) {
    this.current = new AtomicReference<>(new Tenure(first));
  }

  /**
   * Puts a store in the place of the present one.
   *
   * @param next closed from now on by this layer; at once, if this layer is closed
   */
  public void exchange(Blockstore next) {
    Tenure before = current.getAndUpdate(tenure -> tenure == null ? null : new Tenure(next));
    if (before == null) {
      next.close();
    } else {
      before.leave();
    }
  }

  @Override
  public Capabilities capabilities() {
    return using(Blockstore::capabilities);
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return using(store -> store.put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    Tenure tenure = enter();
    try {
      OpenObject object = tenure.store().open(address, options);
      return new OpenObject(
          object.info(), object.length(), new HeldStream(object.stream(), tenure), object.file());
    } catch (RuntimeException | Error e) {
      tenure.leave();
      throw e;
    }
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return using(store -> store.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return using(store -> store.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return using(store -> store.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return using(store -> store.copy(source, target, options));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    using(
        store -> {
          store.delete(addresses);
          return addresses;
        });
  }

  /** Those of the store of this moment; each of their calls goes to the store of its own moment. */
  @Override
  public Optional<MultipartUploads> multipart() {
    return using(store -> store.multipart().map(_ -> new SelectedUploads(this::using)));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return using(store -> store.presignedUrls().map(_ -> new SelectedUrls(this::using)));
  }

  /** Calls that come afterwards fail as UNAVAILABLE. */
  @Override
  public void close() {
    Tenure last = current.getAndSet(null);
    if (last != null) {
      last.leave();
    }
  }

  private <T> T using(Function<? super Blockstore, T> call) {
    Tenure tenure = enter();
    try {
      return call.apply(tenure.store());
    } finally {
      tenure.leave();
    }
  }

  private Tenure enter() {
    Tenure tenure = current.get();
    while (tenure != null && !tenure.enter()) {
      tenure = current.get();
    }
    if (tenure == null) {
      throw new BlockstoreException(
          Kind.UNAVAILABLE, false, "The store is not connected any more", null);
    }
    return tenure;
  }
}
