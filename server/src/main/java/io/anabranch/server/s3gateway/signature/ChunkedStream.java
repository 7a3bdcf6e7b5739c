package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A body in chunks of S3, without what surrounds its bytes:
 *
 * <pre>
 *   size in hex [;chunk-signature=…] CRLF bytes CRLF …
 *   0 [;chunk-signature=…] CRLF [name:value CRLF … [x-amz-trailer-signature:… CRLF]] CRLF
 * </pre>
 *
 * Chunks pass as they come, of whatever size; the signature of each is checked at its end.
 */
final class ChunkedStream extends CheckedStream {

  private final InputStream raw;
  private final Lines lines;
  private final Optional<ChunkSignatures> signatures;
  private final TrailerCheck trailer;
  private final Consumer<Map<String, String>> trailers;
  private final MessageDigest digest = Digests.sha256();

  private long left;
  private ChunkHeader chunk = new ChunkHeader(0, "");
  private long leftOfChunk;
  private boolean isFinished;

  /**
   * A stream.
   *
   * @param length how many bytes the chunks must have together
   * @param trailers told what the trailer says when all is found right
   */
  ChunkedStream(
      InputStream raw,
      long length,
      Optional<ChunkSignatures> signatures,
      TrailerCheck trailer,
      Consumer<Map<String, String>> trailers) {
    super(raw);
    this.raw = new BufferedInputStream(raw);
    this.lines = new Lines(this.raw);
    this.left = length;
    this.signatures = signatures;
    this.trailer = trailer;
    this.trailers = trailers;
  }

  @Override
  int next(byte[] buffer, int offset, int length) throws IOException {
    if (isFinished) {
      return -1;
    }
    if (left == 0) {
      finish();
      return -1;
    }
    if (leftOfChunk == 0) {
      begin();
    }
    int count = raw.read(buffer, offset, (int) Math.min(length, leftOfChunk));
    if (count < 0) {
      throw broken("it ended within a chunk");
    }
    pass(buffer, offset, count);
    if (leftOfChunk == 0) {
      end();
    }
    if (left == 0) {
      finish();
    }
    return count;
  }

  private void begin() throws IOException {
    chunk = ChunkHeader.read(lines, signatures.isPresent());
    leftOfChunk = chunk.size();
    if (leftOfChunk == 0) {
      throw broken("it has fewer bytes than " + ChunkedPayload.DECODED_LENGTH + " says");
    }
    if (leftOfChunk > left) {
      throw broken("it has more bytes than " + ChunkedPayload.DECODED_LENGTH + " says");
    }
  }

  private void pass(byte[] buffer, int offset, int count) {
    if (signatures.isPresent()) {
      digest.update(buffer, offset, count);
    }
    trailer.update(buffer, offset, count);
    left -= count;
    leftOfChunk -= count;
  }

  private void end() throws IOException {
    if (!"".equals(lines.next())) {
      throw broken("a chunk does not end where it should");
    }
    verifyChunk();
  }

  private void verifyChunk() throws S3BodyException {
    if (signatures.isPresent() && !signatures.get().accept(digest.digest(), chunk.signature())) {
      throw S3Error.SIGNATURE_MISMATCH.inBody("The signature of a chunk is not that of its bytes");
    }
  }

  private void finish() throws IOException {
    chunk = ChunkHeader.read(lines, signatures.isPresent());
    if (chunk.size() != 0) {
      throw broken("it has more bytes than " + ChunkedPayload.DECODED_LENGTH + " says");
    }
    verifyChunk();
    trailers.accept(trailer.verify(Trailer.read(lines)));
    isFinished = true;
  }

  static S3BodyException broken(String why) {
    return S3Error.INCOMPLETE_BODY.inBody("The body in chunks cannot be read: " + why);
  }
}
