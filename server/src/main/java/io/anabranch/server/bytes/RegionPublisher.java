package io.anabranch.server.bytes;

import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Emits a file too long for one buffer as regions, each when it is asked for and after the one
 * before has been taken: who asks for more while he is handed a region gets it afterwards. Takes
 * one subscriber and is driven by its event loop.
 */
final class RegionPublisher implements Publisher<ReadBuffer>, Subscription {

  /** Regions hold no bytes, so their size costs no memory; it must fit an int. */
  static final int REGION_BYTES = 16 << 20;

  private final SharedFile file;
  private final NettyReadBufferFactory buffers;
  private long position;
  private long left;
  private long demand;
  private boolean emitting;
  private boolean ended;
  private @Nullable Subscriber<? super ReadBuffer> subscriber;

  /** Takes over one reference to the file. */
  RegionPublisher(SharedFile file, long position, long length, NettyReadBufferFactory buffers) {
    this.file = file;
    this.position = position;
    this.left = length;
    this.buffers = buffers;
  }

  @Override
  public void subscribe(Subscriber<? super ReadBuffer> newSubscriber) {
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
  }

  @Override
  public void request(long more) {
    demand = more > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + more;
    if (!emitting) {
      emitting = true;
      while (demand > 0 && !ended) {
        demand--;
        emitNext();
      }
      emitting = false;
    }
  }

  private void emitNext() {
    int length = (int) Math.min(REGION_BYTES, left);
    var region = new FileRegionBuffer((SharedFile) file.retain(), position, length);
    position += length;
    left -= length;
    var receiver = Objects.requireNonNull(subscriber);
    receiver.onNext(buffers.adapt(region));
    if (left == 0 && !ended) {
      end();
      receiver.onComplete();
    }
  }

  @Override
  public void cancel() {
    if (!ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    file.release();
  }
}
