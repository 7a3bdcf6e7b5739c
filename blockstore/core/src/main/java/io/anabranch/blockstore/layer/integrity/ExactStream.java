package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.OpenObject;
import java.io.FilterInputStream;
import java.io.IOException;

/** Gives as many bytes as were announced, or fails. */
final class ExactStream extends FilterInputStream {

  private final OpenObject object;
  private final String store;
  private long left;

  ExactStream(OpenObject object, String store) {
    super(object.stream());
    this.object = object;
    this.store = store;
    this.left = object.length();
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
    int count = super.read(target, offset, length);
    if (count < 0 && left > 0) {
      throw failure(Kind.UNAVAILABLE, "ended " + left + " bytes before its end");
    }
    left -= Math.max(count, 0);
    if (left < 0) {
      throw failure(Kind.CORRUPT, "went on beyond its end");
    }
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(Math.min(wanted, left));
    left -= skipped;
    return skipped;
  }

  private IOException failure(Kind kind, String what) {
    BlockstoreException why =
        new BlockstoreException(
            kind, "Object " + object.info().address() + " of store `" + store + "` " + what);
    return new IOException(why.getMessage(), why);
  }
}
