package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ContentReader;
import java.io.InputStream;

/**
 * Content of known length as a stream that never gives its last bytes before it has seen the end:
 * content that ends early or goes on fails while the store still waits for more, so nothing of it
 * becomes an object.
 */
final class ContentStream extends InputStream {

  private static final int PIECE = 128 * 1024;

  private final ContentReader reader;
  private final long length;
  private final byte[] piece;
  private int position;
  private int filled;
  private boolean ended;

  /**
   * Reads the first piece.
   *
   * @param length of the content, as declared
   */
  ContentStream(ContentReader reader, long length) {
    this.reader = reader;
    this.length = length;
    // One more than the length, so that small content is seen to its end at once.
    this.piece = new byte[(int) Math.min(PIECE, length + 1)];
    fill();
  }

  private void fill() {
    filled = reader.fill(piece);
    position = 0;
    ended = filled < piece.length;
    if (!ended && reader.count() == length) {
      // Fails if there is more.
      ended = reader.fill(new byte[1]) == 0;
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) {
    if (wanted == 0) {
      return 0;
    }
    if (position == filled) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int count = Math.min(wanted, filled - position);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }
}
