package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.OptionalLong;

/** A body whose SHA-256 is known. Where its length is not, it is read one byte ahead. */
final class HashedStream extends CheckedStream {

  private final PushbackInputStream raw;
  private final boolean isLengthKnown;
  private final String expected;
  private final MessageDigest digest = Digests.sha256();
  private long left;
  private boolean isVerified;

  HashedStream(InputStream raw, OptionalLong length, String expected) {
    super(raw);
    this.raw = new PushbackInputStream(raw);
    this.isLengthKnown = length.isPresent();
    this.left = length.orElse(Long.MAX_VALUE);
    this.expected = expected.toLowerCase(Locale.ROOT);
  }

  @Override
  int next(byte[] buffer, int offset, int length) throws IOException {
    if (isVerified) {
      return -1;
    }
    int count = left == 0 ? -1 : raw.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      verify();
      return -1;
    }
    digest.update(buffer, offset, count);
    left -= count;
    if (isLengthKnown ? left == 0 : isAtEnd()) {
      verify();
    }
    return count;
  }

  private boolean isAtEnd() throws IOException {
    int ahead = raw.read();
    if (ahead >= 0) {
      raw.unread(ahead);
    }
    return ahead < 0;
  }

  private void verify() throws IOException {
    if (isLengthKnown && left > 0) {
      throw S3Error.INCOMPLETE_BODY.inBody(S3Error.INCOMPLETE_BODY.text());
    }
    if (!Digests.areEqual(expected, Digests.hex(digest.digest()))) {
      throw S3Error.SHA256_MISMATCH.inBody(S3Error.SHA256_MISMATCH.text());
    }
    isVerified = true;
  }
}
