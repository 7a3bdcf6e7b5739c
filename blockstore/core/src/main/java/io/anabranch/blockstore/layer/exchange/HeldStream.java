package io.anabranch.blockstore.layer.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps its store in use until it is closed. */
final class HeldStream extends FilterInputStream {

  private final Tenure tenure;
  private final AtomicBoolean closed = new AtomicBoolean();

  HeldStream(InputStream stream, Tenure tenure) {
    super(stream);
    this.tenure = tenure;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (closed.compareAndSet(false, true)) {
        tenure.leave();
      }
    }
  }
}
