package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.bytes.PassingStream;
import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.checksum.RunningChecksum;
import java.io.InputStream;
import java.util.Optional;

/** Bytes whose checksum is computed as they pass. */
final class SummedStream extends PassingStream {

  private final Optional<RunningChecksum> running;

  SummedStream(InputStream bytes, Optional<ChecksumAlgorithm> algorithm) {
    super(bytes);
    this.running = algorithm.map(ChecksumAlgorithm::running);
  }

  @Override
  protected void passed(byte[] bytes, int offset, int count) {
    if (count > 0) {
      running.ifPresent(sum -> sum.update(bytes, offset, count));
    }
  }

  /** In base64; to be asked for once, when all has been read. */
  Optional<String> checksum() {
    return running.map(RunningChecksum::base64);
  }
}
