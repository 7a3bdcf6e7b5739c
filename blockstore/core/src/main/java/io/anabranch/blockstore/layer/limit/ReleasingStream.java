package io.anabranch.blockstore.layer.limit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives its turn back when it is closed. */
final class ReleasingStream extends FilterInputStream {

  private final Semaphore turns;
  private final AtomicBoolean closed = new AtomicBoolean();

  ReleasingStream(InputStream stream, Semaphore turns) {
    super(stream);
    this.turns = turns;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (closed.compareAndSet(false, true)) {
        turns.release();
      }
    }
  }
}
