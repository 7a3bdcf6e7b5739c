package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.outgoing.OutgoingResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** A file's bytes as they come, whose failures say what they mean. */
final class HttpBody extends FilterInputStream {

  private final OutgoingResponse response;
  private final String what;
  private final HttpFailures failures;
  private long left;

  HttpBody(OutgoingResponse response, String what, long length, HttpFailures failures)
      throws IOException {
    super(response.body());
    this.response = response;
    this.what = what;
    this.left = length;
    this.failures = failures;
  }

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
    try {
      int count = super.read(target, offset, length);
      left -= Math.max(count, 0);
      return count;
    } catch (IOException e) {
      BlockstoreException why = failures.unanswered(what, e);
      throw new IOException(why.getMessage(), why);
    }
  }

  /** What was not read is not fetched: the connection is given up instead. */
  @Override
  public void close() throws IOException {
    if (left == 0) {
      super.close();
    }
    response.close();
  }
}
