package io.anabranch.blockstore;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** Gives its bytes and then fails, as an aborted upload does. */
final class Failing extends FilterInputStream {

  Failing(byte[] bytes) {
    super(new ByteArrayInputStream(bytes));
  }

  @Override
  public int read() throws IOException {
    return orFail(super.read());
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return orFail(super.read(target, offset, length));
  }

  private static int orFail(int result) throws IOException {
    if (result < 0) {
      throw new IOException("connection reset");
    }
    return result;
  }
}
