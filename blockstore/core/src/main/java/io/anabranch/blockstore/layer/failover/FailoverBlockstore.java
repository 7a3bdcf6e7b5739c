package io.anabranch.blockstore.layer.failover;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * One store over several ways, such as the endpoints of a cluster. All calls go one way until it
 * turns out to be UNAVAILABLE; then those that begin afterwards go the next one, and after the last
 * the first again. The call that found out fails as it did: whoever repeats it goes the other way.
 *
 * @param <B> what each way is
 */
public final class FailoverBlockstore<B extends Blockstore> implements Blockstore {

  private final List<B> ways;
  private final AtomicInteger current = new AtomicInteger();

  /**
   * @param ways to the same objects, at least one, the best first; closed with this layer
   */
  public FailoverBlockstore(List<B> ways) {
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("A store without a way to it");
    }
    this.ways = List.copyOf(ways);
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
    return using(store -> store.open(address, options));
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

  @Override
  public Optional<MultipartUploads> multipart() {
    return using(store -> store.multipart().map(_ -> new SelectedUploads(this::using)));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return using(store -> store.presignedUrls().map(_ -> new SelectedUrls(this::using)));
  }

  @Override
  public void close() {
    ways.forEach(Blockstore::close);
  }

  /** A call that only stores of this kind know. */
  public <T> T using(Function<? super B, T> call) {
    int way = current.get();
    try {
      return call.apply(ways.get(way));
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        // Of many calls that failed this way, one moves on.
        current.compareAndSet(way, (way + 1) % ways.size());
      }
      throw e;
    }
  }
}
