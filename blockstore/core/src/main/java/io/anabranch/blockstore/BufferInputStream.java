package io.anabranch.blockstore;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what remains in a buffer, which may lie outside the heap. */
final class BufferInputStream extends InputStream {

  private final ByteBuffer buffer;

  BufferInputStream(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }
}
