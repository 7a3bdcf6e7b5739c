package io.anabranch.server.s3gateway.signature;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body that is checked while it is read. Having failed it never pretends to have ended. */
abstract class CheckedStream extends InputStream {

  private final InputStream raw;
  private @Nullable IOException failure;

  CheckedStream(InputStream raw) {
    this.raw = raw;
  }

  /** As {@link InputStream#read(byte[], int, int)}, of one byte or more. */
  abstract int next(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public final int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (failure != null) {
      throw failure;
    }
    if (length == 0) {
      return 0;
    }
    try {
      return next(buffer, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    } catch (RuntimeException e) {
      failure = new IOException("The body could not be read", e);
      throw e;
    }
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final void close() throws IOException {
    raw.close();
  }
}
