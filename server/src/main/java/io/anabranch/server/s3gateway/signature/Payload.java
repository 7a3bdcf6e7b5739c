package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** How the body of a verified request is to be read: once, by one thread at a time. */
public sealed interface Payload permits PlainPayload, HashedPayload, ChunkedPayload {

  /**
   * How many bytes the object has: what {@code x-amz-decoded-content-length} says of a body that
   * comes in chunks of S3, else the length of the body.
   *
   * @param contentLength of the body as it is sent, if it is known
   * @return empty if it is not known
   * @throws S3Exception {@code MISSING_CONTENT_LENGTH} or {@code INVALID_REQUEST} if a body comes
   *     in chunks and does not say so rightly
   */
  OptionalLong length(OptionalLong contentLength);

  /**
   * The object's bytes, checked as they pass. Whoever reads them knows their number and need not
   * ask for the end: all that follows the last byte was read, and everything was found right,
   * before the last byte is handed out. Of a body without bytes the same is true of the first read,
   * which answers that there are none: do call it. What came before the last byte may yet turn out
   * to be wrong, so it must not be kept when the stream fails. Takes some KiB of memory, whatever
   * is sent. A stream that has failed once fails always.
   *
   * <p>It fails with an {@link S3BodyException}: {@code SIGNATURE_MISMATCH} for a chunk or a
   * trailer, {@code SHA256_MISMATCH}, {@code BAD_DIGEST} for a checksum in a trailer, {@code
   * MALFORMED_TRAILER}, {@code INCOMPLETE_BODY} for anything wrong with lengths and chunks.
   *
   * @param raw the body as it is sent; closed with the stream
   * @param contentLength of {@code raw}, if it is known
   * @throws S3Exception as {@link #length}
   */
  InputStream open(InputStream raw, OptionalLong contentLength);

  /**
   * The checksums that came behind the body, as {@code x-amz-checksum-crc32} and its value in
   * base64: once the body was read, empty before. They were found right.
   */
  Map<String, String> trailers();
}
