package io.anabranch.blockstore;

import java.io.InputStream;

/**
 * Content as a stream, for adapters whose library reads one. What is wrong with the content is
 * thrown from there as a {@link BlockstoreException}. Content of known length never gives its last
 * bytes before its end was seen: if it ends early or goes on it fails while the store still waits
 * for more, so nothing of it becomes an object. For one thread.
 */
public final class ContentStream extends InputStream {

  private static final int PIECE = 128 * 1024;
  private static final long UNKNOWN = -1;

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
  public ContentStream(ContentReader reader, long length) {
    // One more than the length, so that small content is seen to its end at once.
    this(reader, length, (int) Math.min(PIECE, length + 1));
  }

  /** Of content whose length is not known; reads the first piece. */
  public ContentStream(ContentReader reader) {
    this(reader, UNKNOWN, PIECE);
  }

  private ContentStream(ContentReader reader, long length, int pieceBytes) {
    this.reader = reader;
    this.length = length;
    this.piece = new byte[pieceBytes];
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
