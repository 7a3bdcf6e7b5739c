package io.anabranch.server.bytes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that somebody sees as they pass, all of them and each once. */
public abstract class PassingStream extends FilterInputStream {

  protected PassingStream(InputStream bytes) {
    super(bytes);
  }

  /**
   * Sees what was just read, before it is handed out; what it throws is thrown in its place.
   *
   * @param count how many bytes; negative at the end, each time that it is asked for
   */
  protected abstract void passed(byte[] bytes, int offset, int count) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    passed(target, offset, count);
    return count;
  }

  @Override
  public final long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
