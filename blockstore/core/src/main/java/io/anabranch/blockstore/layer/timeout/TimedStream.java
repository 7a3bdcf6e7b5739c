package io.anabranch.blockstore.layer.timeout;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * A body whose every reading is limited. Bytes pass through an array of its own: a reading that was
 * given up may still write into it.
 */
final class TimedStream extends InputStream {

  private static final int PIECE = 64 * 1024;

  private final OpenObject object;
  private final Supplier<Silence> silences;
  private byte[] piece = new byte[0];
  private boolean broken;

  TimedStream(OpenObject object, Supplier<Silence> silences) {
    this.object = object;
    this.silences = silences;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (broken) {
      throw new IOException("An earlier reading of " + object.info().address() + " was given up");
    }
    int wanted = Math.min(length, PIECE);
    if (piece.length < wanted) {
      piece = new byte[wanted];
    }
    int count = readLimited(piece, wanted);
    System.arraycopy(piece, 0, target, offset, Math.max(count, 0));
    return count;
  }

  private int readLimited(byte[] target, int wanted) throws IOException {
    broken = true;
    try {
      int count =
          new LimitedCall<>(
                  "read " + object.info().address(),
                  silences.get(),
                  () -> readNow(target, wanted),
                  _ -> {})
              .get();
      broken = false;
      return count;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (BlockstoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int readNow(byte[] target, int wanted) {
    try {
      return object.stream().read(target, 0, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    object.close();
  }
}
