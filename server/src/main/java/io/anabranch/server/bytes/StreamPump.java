package io.anabranch.server.bytes;

import io.anabranch.blockstore.OpenObject;
import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Emits the bytes of an open object in pooled buffers: a virtual thread reads one buffer for each
 * one the connection asks for, so at most two are alive. Used where a file region cannot be: TLS,
 * HTTP/2, and stores that are not files. Takes one subscriber; closes the object at the end.
 */
final class StreamPump implements Publisher<ReadBuffer>, Subscription {

  private static final int BUFFER_BYTES = 1 << 20;

  private final OpenObject object;
  private final EventLoop eventLoop;
  private final NettyReadBufferFactory buffers;
  private final Semaphore demand = new Semaphore(0);
  private volatile boolean cancelled;
  private @Nullable Subscriber<? super ReadBuffer> subscriber;

  StreamPump(OpenObject object, EventLoop eventLoop, NettyReadBufferFactory buffers) {
    this.object = object;
    this.eventLoop = eventLoop;
    this.buffers = buffers;
  }

  @Override
  public void subscribe(Subscriber<? super ReadBuffer> newSubscriber) {
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
    Thread.ofVirtual().name("object-pump").start(this::run);
  }

  @Override
  public void request(long n) {
    demand.release((int) Math.min(n, Integer.MAX_VALUE / 2));
  }

  @Override
  public void cancel() {
    cancelled = true;
    demand.release();
  }

  private void run() {
    var receiver = Objects.requireNonNull(subscriber);
    try (object) {
      long left = object.length();
      while (left > 0 && !cancelled) {
        demand.acquireUninterruptibly();
        if (!cancelled) {
          ByteBuf buffer = read((int) Math.min(BUFFER_BYTES, left));
          left -= buffer.readableBytes();
          emit(receiver, buffer);
        }
      }
      eventLoop.execute(receiver::onComplete);
    } catch (IOException | RuntimeException e) {
      eventLoop.execute(() -> receiver.onError(e));
    }
  }

  private ByteBuf read(int atMost) throws IOException {
    ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(atMost, atMost);
    try {
      while (buffer.isWritable()) {
        if (buffer.writeBytes(object.stream(), buffer.writableBytes()) < 0) {
          throw new EOFException("the object ended before its length");
        }
      }
      return buffer;
    } catch (IOException | RuntimeException e) {
      buffer.release();
      throw e;
    }
  }

  /**
   * On the event loop, where it is known whether the answer is still wanted: else it would leak.
   */
  private void emit(Subscriber<? super ReadBuffer> receiver, ByteBuf buffer) {
    eventLoop.execute(
        () -> {
          if (cancelled) {
            buffer.release();
          } else {
            receiver.onNext(buffers.adapt(buffer));
          }
        });
  }
}
