package io.anabranch.blockstore.azure;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** An object's bytes as they come, whose failures say what they mean. */
final class AzureBody extends InputStream {

  private final Stream<ByteBuffer> pieces;
  private final Iterator<ByteBuffer> next;
  private final String what;
  private final AzureFailures failures;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long left;

  AzureBody(Flux<ByteBuffer> body, String what, long length, AzureFailures failures) {
    // One piece is asked for when the one before it was read, so a slow reader holds two.
    this.pieces = body.toStream(1);
    this.next = pieces.iterator();
    this.what = what;
    this.left = length;
    this.failures = failures;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fetch()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(target, offset, count);
    left -= count;
    return count;
  }

  /** Whether there is a piece that is not read to its end. */
  private boolean fetch() throws IOException {
    try {
      while (!piece.hasRemaining() && next.hasNext()) {
        piece = next.next();
      }
    } catch (RuntimeException e) {
      BlockstoreException why = failures.translate(what, e);
      throw new IOException(why.getMessage(), why);
    }
    if (!piece.hasRemaining() && left > 0) {
      BlockstoreException why =
          new BlockstoreException(
              Kind.UNAVAILABLE,
              "Could not " + what + " to its end: it ended " + left + " bytes early");
      throw new IOException(why.getMessage(), why);
    }
    return piece.hasRemaining();
  }

  /** What was not read is not fetched: the connection is given up instead. */
  @Override
  public void close() {
    pieces.close();
  }
}
