package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is opened again where it broke off. The number of attempts is counted anew after
 * every byte that came, so a body that moves is read to its end however often it breaks. An object
 * that was replaced meanwhile is not gone on with: that fails as CHANGED.
 */
final class ResumedStream extends InputStream {

  private final OpenObject first;
  private final ReadOptions options;
  private final Blockstore below;
  private final Retries retries;
  private OpenObject current;
  private long count;
  private int failures;

  ResumedStream(OpenObject first, ReadOptions options, Blockstore below, Retries retries) {
    this.first = first;
    this.current = first;
    this.options = options;
    this.below = below;
    this.retries = retries;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    if (count == first.length()) {
      return -1;
    }
    while (true) {
      try {
        int read = current.stream().read(target, start, length);
        if (read > 0) {
          count += read;
          failures = 0;
        }
        return read;
      } catch (IOException e) {
        if (!(e.getCause() instanceof BlockstoreException why) || !why.retryable()) {
          throw e;
        }
        resume(why);
      }
    }
  }

  private void resume(BlockstoreException failure) throws IOException {
    try {
      failures++;
      retries.pauseAfter(failures, failure);
      reopen();
    } catch (BlockstoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void reopen() {
    long offset = options.range().map(range -> range.offset()).orElse(0L);
    ReadOptions rest =
        options
            .withRange(new ByteRange(offset + count, first.length() - count))
            .withEtag(first.info().etag());
    OpenObject again = retries.call(() -> below.open(first.info().address(), rest));
    current.close();
    current = again;
  }

  @Override
  public void close() {
    current.close();
  }
}
