package io.anabranch.blockstore.local;

import io.anabranch.blockstore.FileSlice;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a slice of a file by position, so that the channel's own position stays untouched. */
final class FileStream extends InputStream {

  private final FileSlice slice;
  private long read;

  FileStream(FileSlice slice) {
    this.slice = slice;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, slice.length() - read);
    if (length == 0) {
      return 0;
    }
    if (wanted == 0) {
      return -1;
    }
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, wanted);
    int count = slice.channel().read(buffer, slice.position() + read);
    if (count < 0) {
      throw new EOFException("the file was cut while it was being read");
    }
    read += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, slice.length() - read);
  }

  @Override
  public void close() throws IOException {
    slice.channel().close();
  }
}
