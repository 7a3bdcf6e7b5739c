package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object's bytes as they come, whose failures say what they mean. */
final class S3Body extends FilterInputStream {

  private final ResponseInputStream<GetObjectResponse> response;
  private final S3Action action;
  private final S3Failures failures;
  private long left;

  S3Body(
      ResponseInputStream<GetObjectResponse> response,
      S3Action action,
      long length,
      S3Failures failures) {
    super(response);
    this.response = response;
    this.action = action;
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
      if (count < 0 && left > 0) {
        throw new IOException("it ended " + left + " bytes early");
      }
      return count;
    } catch (SdkException e) {
      throw failed(failures.translate(action, e));
    } catch (IOException e) {
      throw failed(
          new BlockstoreException(
              Kind.UNAVAILABLE,
              "Could not " + action.text() + " to its end: " + e.getMessage(),
              e));
    }
  }

  private static IOException failed(BlockstoreException why) {
    return new IOException(why.getMessage(), why);
  }

  /** What was not read is not fetched: the connection is given up instead. */
  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    } else {
      super.close();
    }
  }
}
