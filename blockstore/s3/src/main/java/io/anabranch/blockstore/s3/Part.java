package io.anabranch.blockstore.s3;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream, which stays open. */
final class Part extends InputStream {

  private final InputStream stream;
  private long left;

  Part(InputStream stream, long length) {
    this.stream = stream;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = stream.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }
}
