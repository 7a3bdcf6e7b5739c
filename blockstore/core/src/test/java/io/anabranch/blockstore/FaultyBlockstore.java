package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;

import io.anabranch.blockstore.layer.GatedUploads;
import io.anabranch.blockstore.layer.GatedUrls;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer for tests that makes a store fail in the ways that stores do, with the given chances.
 * With one thread, the same seed gives the same faults.
 */
public final class FaultyBlockstore implements Blockstore {

  /**
   * How often what goes wrong, each from 0 (never) to 1 (always).
   *
   * @param refused the call fails before it has any effect
   * @param replyLost the call takes effect and fails all the same
   * @param bodyCut an object that was opened breaks off before its end
   */
  public record Chances(double refused, double replyLost, double bodyCut) {

    public static final Chances NONE = new Chances(0, 0, 0);
  }

  private final Blockstore below;
  private final Random random;
  private final AtomicInteger calls = new AtomicInteger();
  private final Deque<BlockstoreException> refusals = new ConcurrentLinkedDeque<>();
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private volatile Chances chances;
  private volatile @Nullable CountDownLatch hanging;
  private volatile boolean closed;

  public FaultyBlockstore(Blockstore below, long seed, Chances chances) {
    this.below = below;
    this.random = new Random(seed);
    this.chances = chances;
  }

  /** How many calls came, refused ones included. */
  public int calls() {
    return calls.get();
  }

  /** Refuses as many of the next calls, before they have any effect. */
  public void refuseNext(int count, BlockstoreException failure) {
    refusals.addAll(Collections.nCopies(count, failure));
  }

  /** Lets as many of the next calls take effect and fail all the same. */
  public void loseNextReplies(int count) {
    repliesToLose.set(count);
  }

  /**
   * Lets calls hang from now on, until their thread is interrupted.
   *
   * @param begun is counted down by each; null ends it
   */
  public void hang(@Nullable CountDownLatch begun) {
    hanging = begun;
  }

  public boolean isClosed() {
    return closed;
  }

  /** From now on. */
  public void setChances(Chances chances) {
    this.chances = chances;
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return faulty(() -> below.put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    refuse();
    OpenObject object = below.open(address, options);
    if (!happens(chances.bodyCut) || object.length() == 0) {
      return object;
    }
    long cut = random.nextLong(object.length());
    return new OpenObject(object.info(), object.length(), new Cut(object, cut), Optional.empty());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return faulty(() -> below.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return faulty(() -> below.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return faulty(() -> below.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return faulty(() -> below.copy(source, target, options));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    faulty(
        () -> {
          below.delete(addresses);
          return addresses;
        });
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new GatedUploads(uploads, this::faulty));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls().map(urls -> new GatedUrls(urls, this::faulty));
  }

  @Override
  public void close() {
    closed = true;
    below.close();
  }

  private <T> T faulty(Supplier<T> call) {
    refuse();
    T result = call.get();
    if (repliesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0
        || happens(chances.replyLost)) {
      throw new BlockstoreException(UNAVAILABLE, "the reply was lost on purpose");
    }
    return result;
  }

  private void refuse() {
    calls.incrementAndGet();
    hangIfTold();
    BlockstoreException refusal = refusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    if (happens(chances.refused)) {
      throw new BlockstoreException(UNAVAILABLE, "the call was refused on purpose");
    }
  }

  private void hangIfTold() {
    CountDownLatch begun = hanging;
    if (begun == null) {
      return;
    }
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlockstoreException(UNAVAILABLE, "the call hung on purpose", e);
    }
  }

  private boolean happens(double chance) {
    return chance > 0 && random.nextDouble() < chance;
  }

  private static final class Cut extends FilterInputStream {

    private long left;

    Cut(OpenObject object, long left) {
      super(object.stream());
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        BlockstoreException why =
            new BlockstoreException(UNAVAILABLE, "the body was cut on purpose");
        throw new IOException(why.getMessage(), why);
      }
      int count = super.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
