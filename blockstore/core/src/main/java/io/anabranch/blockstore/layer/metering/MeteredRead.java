package io.anabranch.blockstore.layer.metering;

import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.layer.OperationListener;
import io.anabranch.blockstore.layer.OperationListener.Ending;
import java.io.FilterInputStream;
import java.io.IOException;

/** One reading of an object, measured until it is closed. */
final class MeteredRead extends FilterInputStream {

  private final OpenObject object;
  private final OperationListener listener;
  private final long started;
  private long count;
  private Ending ending = Ending.OK;
  private boolean closed;

  MeteredRead(OpenObject object, OperationListener listener) {
    super(object.stream());
    this.object = object;
    this.listener = listener;
    this.started = listener.now();
  }

  /** Going back would count bytes twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int read = super.read(target, offset, length);
      count += Math.max(read, 0);
      return read;
    } catch (IOException e) {
      ending = Ending.of(e.getCause() == null ? e : e.getCause());
      throw e;
    }
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count += skipped;
    return skipped;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (!closed) {
        closed = true;
        boolean bySlice = count == 0 && object.file().isPresent();
        listener.bytesOut(bySlice ? object.length() : count);
        listener.ended("read", ending(bySlice), started);
      }
    }
  }

  private Ending ending(boolean bySlice) {
    boolean whole = bySlice || count == object.length() || ending.failure().isPresent();
    return whole ? ending : Ending.ABANDONED;
  }
}
