package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.checksum.RunningChecksum;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes whose checksum is computed as they pass. */
final class SummedStream extends FilterInputStream {

  private final Optional<RunningChecksum> running;

  SummedStream(InputStream bytes, Optional<ChecksumAlgorithm> algorithm) {
    super(bytes);
    this.running = algorithm.map(ChecksumAlgorithm::running);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      running.ifPresent(sum -> sum.update(target, offset, count));
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** In base64; to be asked for once, when all has been read. */
  Optional<String> checksum() {
    return running.map(RunningChecksum::base64);
  }
}
