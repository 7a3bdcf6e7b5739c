package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An object's bytes as they come, whose failures say what they mean. */
final class GsBody extends InputStream {

  private final InputStream bytes;
  private final HttpResponse response;
  private final GsAction action;
  private final GsFailures failures;
  private long left;

  GsBody(HttpResponse response, long length, GsAction action, GsFailures failures)
      throws IOException {
    // An answer without a body has no stream.
    this.bytes = Optional.ofNullable(response.getContent()).orElseGet(InputStream::nullInputStream);
    this.response = response;
    this.left = length;
    this.action = action;
    this.failures = failures;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int count = bytes.read(target, offset, length);
      left -= Math.max(count, 0);
      if (count < 0 && left > 0) {
        throw new IOException("it ended " + left + " bytes early");
      }
      return count;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private IOException failed(IOException e) {
    Exception why = failures.translate(action, e);
    return new IOException(why.getMessage(), why);
  }

  /** What was not read is not fetched: the connection is given up instead. */
  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.disconnect();
    } else {
      bytes.close();
    }
  }
}
