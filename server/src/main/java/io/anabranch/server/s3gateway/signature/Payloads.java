package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What {@code x-amz-content-sha256} says of the body. */
final class Payloads {

  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private Payloads() {}

  /**
   * What a signature of version 4 says of the body.
   *
   * @param signatures of its chunks, if it comes in any
   */
  static Payload of(SignedParts parts, String hash, ChunkSignatures signatures) {
    return switch (hash) {
      case UNSIGNED -> unsigned(parts);
      case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> ChunkedPayload.unsigned(parts);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" -> ChunkedPayload.signed(parts, signatures);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
          ChunkedPayload.signedWithTrailer(parts, signatures);
      default -> {
        if (!SHA256.matcher(hash).matches()) {
          throw S3Error.INVALID_ARGUMENT.exception(
              V4Claim.CONTENT_SHA256
                  + " must be UNSIGNED-PAYLOAD, a STREAMING-… that is supported, or 64 hex digits");
        }
        yield new HashedPayload(hash);
      }
    };
  }

  /** A body that no signature covers; some clients send chunks even so. */
  static Payload unsigned(SignedParts parts) {
    boolean isChunked =
        Arrays.stream(parts.joined("content-encoding").split(",", -1))
            .anyMatch(each -> each.strip().equalsIgnoreCase("aws-chunked"));
    return isChunked && !parts.values(ChunkedPayload.DECODED_LENGTH).isEmpty()
        ? ChunkedPayload.unsigned(parts)
        : new PlainPayload();
  }
}
