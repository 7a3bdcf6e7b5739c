package io.anabranch.server.wiring;

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
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that is opened by the first call that needs it, and by the next one if that fails: so a
 * store that is away when the server starts costs only its own repositories, and comes back by
 * itself. Every call fails as opening does until then.
 */
final class DeferredBlockstore implements Blockstore {

  private final Supplier<Blockstore> opening;
  private volatile @Nullable Blockstore opened;
  private boolean closed;

  DeferredBlockstore(Supplier<Blockstore> opening) {
    this.opening = opening;
  }

  private Blockstore store() {
    Blockstore store = opened;
    return store != null ? store : openOnce();
  }

  private synchronized Blockstore openOnce() {
    if (closed) {
      throw new IllegalStateException("The store is closed");
    }
    Blockstore store = opened;
    if (store == null) {
      store = opening.get();
      opened = store;
    }
    return store;
  }

  @Override
  public Capabilities capabilities() {
    return store().capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return store().put(address, content, options);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    return store().open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return store().stat(address);
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return store().list(request);
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return store().settle(address);
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return store().copy(source, target, options);
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    store().delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return store().multipart();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return store().presignedUrls();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Blockstore store = opened;
    if (store != null) {
      store.close();
    }
  }
}
