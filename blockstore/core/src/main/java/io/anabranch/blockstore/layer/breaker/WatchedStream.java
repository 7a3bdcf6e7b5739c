package io.anabranch.blockstore.layer.breaker;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells the breaker when a body breaks off. */
final class WatchedStream extends FilterInputStream {

  private final Breaker breaker;

  WatchedStream(InputStream stream, Breaker breaker) {
    super(stream);
    this.breaker = breaker;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (IOException e) {
      throw told(e);
    }
  }

  private IOException told(IOException e) {
    if (e.getCause() instanceof BlockstoreException why
        && why.kind() == Kind.UNAVAILABLE
        && why.retryable()) {
      breaker.brokeOff(why);
    }
    return e;
  }
}
