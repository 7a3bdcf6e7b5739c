package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A body in chunks of S3 ({@code aws-chunked}), with checksums behind it or without. */
final class ChunkedPayload implements Payload {

  static final String DECODED_LENGTH = "x-amz-decoded-content-length";

  private final SignedParts parts;
  private final Optional<ChunkSignatures> signatures;
  private final boolean isTrailerSigned;
  private final Set<ChecksumAlgorithm> announced;

  private volatile Map<String, String> trailers = Map.of();

  private ChunkedPayload(
      SignedParts parts,
      Optional<ChunkSignatures> signatures,
      boolean isTrailerSigned,
      Set<ChecksumAlgorithm> announced) {
    this.parts = parts;
    this.signatures = signatures;
    this.isTrailerSigned = isTrailerSigned;
    this.announced = announced;
  }

  /** Chunks without signatures, and whatever trailer is announced. */
  static ChunkedPayload unsigned(SignedParts parts) {
    return new ChunkedPayload(parts, Optional.empty(), false, announced(parts));
  }

  /** Each chunk has a signature that covers the one before. */
  static ChunkedPayload signed(SignedParts parts, ChunkSignatures signatures) {
    return new ChunkedPayload(parts, Optional.of(signatures), false, Set.of());
  }

  /** The trailer has a signature, too. */
  static ChunkedPayload signedWithTrailer(SignedParts parts, ChunkSignatures signatures) {
    return new ChunkedPayload(parts, Optional.of(signatures), true, announced(parts));
  }

  private static Set<ChecksumAlgorithm> announced(SignedParts parts) {
    Set<ChecksumAlgorithm> announced = EnumSet.noneOf(ChecksumAlgorithm.class);
    for (String name : parts.joined("x-amz-trailer").split(",", -1)) {
      if (!name.isBlank()) {
        announced.add(
            ChecksumAlgorithm.ofHeader(name.strip())
                .orElseThrow(
                    () ->
                        S3Error.INVALID_REQUEST.exception(
                            "x-amz-trailer may announce checksums only, x-amz-checksum-…")));
      }
    }
    return announced;
  }

  @Override
  public OptionalLong length(OptionalLong contentLength) {
    return OptionalLong.of(length());
  }

  private long length() {
    String text =
        parts
            .single(DECODED_LENGTH)
            .orElseThrow(
                () ->
                    S3Error.MISSING_CONTENT_LENGTH.exception(
                        "A body in chunks needs the header " + DECODED_LENGTH));
    if (!text.matches("[0-9]{1,18}")) {
      throw S3Error.INVALID_REQUEST.exception(DECODED_LENGTH + " must be a number of bytes");
    }
    return Long.parseLong(text);
  }

  @Override
  public InputStream open(InputStream raw, OptionalLong contentLength) {
    var expected = new TrailerCheck(announced, isTrailerSigned ? signatures : Optional.empty());
    return new ChunkedStream(raw, length(), signatures, expected, found -> trailers = found);
  }

  @Override
  public Map<String, String> trailers() {
    return trailers;
  }
}
