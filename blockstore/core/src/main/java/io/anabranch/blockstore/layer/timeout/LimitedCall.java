package io.anabranch.blockstore.layer.timeout;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.layer.Interruptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call on a thread of its own, given up when its store is silent for too long. */
final class LimitedCall<T> {

  private enum State {
    RUNNING,
    ENDED,
    GIVEN_UP
  }

  private final String what;
  private final Silence silence;
  private final Supplier<T> call;
  private final Consumer<T> discard;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable Throwable failure;

  /**
   * @param discard what to do with a result that comes when nobody waits for it any more
   */
  LimitedCall(String what, Silence silence, Supplier<T> call, Consumer<T> discard) {
    this.what = what;
    this.silence = silence;
    this.call = call;
    this.discard = discard;
  }

  T get() {
    Thread thread = Thread.ofVirtual().name("store " + silence.store()).start(this::run);
    try {
      Duration left = silence.left();
      while (left.isPositive()) {
        if (silence.time().await(ended, left)) {
          return outcome();
        }
        left = silence.left();
      }
    } catch (InterruptedException e) {
      giveUp(thread);
      throw Interruptions.interrupted(silence.store(), e);
    }
    giveUp(thread);
    throw new BlockstoreException(
        Kind.UNAVAILABLE,
        "Store `"
            + silence.store()
            + "` was silent for "
            + silence.limit().toMillis()
            + " ms ("
            + what
            + ")");
  }

  private void giveUp(Thread thread) {
    silence.end();
    if (state.compareAndSet(State.RUNNING, State.GIVEN_UP)) {
      thread.interrupt();
    } else if (result != null) {
      discard.accept(result);
    }
  }

  private void run() {
    T value = null;
    Throwable thrown = null;
    try {
      value = call.get();
    } catch (Throwable e) {
      thrown = e;
    }
    result = value;
    failure = thrown;
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      ended.countDown();
    } else if (value != null) {
      discard.accept(value);
    }
  }

  private T outcome() {
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (result == null) {
      throw new IllegalStateException(what + " gave nothing", failure);
    }
    return result;
  }
}
