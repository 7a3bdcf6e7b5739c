package io.anabranch.server.s3gateway.object;

import io.anabranch.server.bytes.PassingStream;
import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.checksum.RunningChecksum;
import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.IOException;
import java.io.InputStream;

/** Bytes whose checksum was told before: fails instead of handing out the last of others. */
final class ChecksummedStream extends PassingStream {

  private final ChecksumAlgorithm algorithm;
  private final String expected;
  private final RunningChecksum running;
  private long left;
  private boolean checked;

  /**
   * @param length of all of it, in bytes
   * @param expected in base64
   */
  ChecksummedStream(InputStream bytes, long length, ChecksumAlgorithm algorithm, String expected) {
    super(bytes);
    this.algorithm = algorithm;
    this.expected = expected;
    this.running = algorithm.running();
    this.left = length;
  }

  @Override
  protected void passed(byte[] bytes, int offset, int count) throws IOException {
    if (count > 0) {
      running.update(bytes, offset, count);
      left -= count;
    }
    if (!checked && (count < 0 || left <= 0)) {
      checked = true;
      require(running.base64());
    }
  }

  private void require(String arrived) throws IOException {
    if (!arrived.equals(expected)) {
      throw S3Error.BAD_DIGEST.inBody(
          "The body has the %s %s, which is not the one of the header %s"
              .formatted(algorithm, arrived, algorithm.header()));
    }
  }
}
