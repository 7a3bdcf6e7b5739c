package io.anabranch.blockstore.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Reports the bytes read from a content as they are read. */
public final class CountingStream extends FilterInputStream {

  private final LongConsumer counter;

  public CountingStream(InputStream stream, LongConsumer counter) {
    super(stream);
    this.counter = counter;
  }

  /** Going back would count bytes twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    counter.accept(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    counter.accept(Math.max(count, 0));
    return count;
  }
}
