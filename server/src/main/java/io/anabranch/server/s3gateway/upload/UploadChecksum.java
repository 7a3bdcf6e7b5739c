package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.checksum.PartChecksums;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.S3Request;
import java.util.List;
import java.util.Optional;

/**
 * What is computed over an upload in parts.
 *
 * @param fullObject whether the object's checksum is that of its bytes, and not of the parts'
 *     checksums
 */
record UploadChecksum(ChecksumAlgorithm algorithm, boolean fullObject) {

  static final String ALGORITHM = "x-amz-checksum-algorithm";
  static final String TYPE = "x-amz-checksum-type";

  private static final String FULL_OBJECT = "FULL_OBJECT";
  private static final String COMPOSITE = "COMPOSITE";

  /**
   * As a request that begins an upload asks for it.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_REQUEST for what there is not
   */
  static Optional<UploadChecksum> of(S3Request request) {
    Optional<String> type = request.header(TYPE);
    Optional<String> name = request.header(ALGORITHM);
    if (name.isEmpty()) {
      if (type.isPresent()) {
        throw S3Error.INVALID_REQUEST.exception(TYPE + " needs " + ALGORITHM);
      }
      return Optional.empty();
    }
    return Optional.of(of(name.get(), type));
  }

  static Optional<UploadChecksum> of(Description upload) {
    return upload.checksumAlgorithm().map(name -> of(name, upload.checksumType()));
  }

  private static UploadChecksum of(String name, Optional<String> type) {
    ChecksumAlgorithm algorithm =
        ChecksumAlgorithm.of(name)
            .orElseThrow(
                () ->
                    S3Error.INVALID_REQUEST.exception(
                        "There is no checksum algorithm '" + name + "'"));
    boolean whole = algorithm == ChecksumAlgorithm.CRC64NVME;
    boolean fullObject =
        switch (type.orElse(whole ? FULL_OBJECT : COMPOSITE)) {
          case FULL_OBJECT -> true;
          case COMPOSITE -> false;
          default -> throw S3Error.INVALID_REQUEST.exception(TYPE + " is FULL_OBJECT or COMPOSITE");
        };
    if (fullObject ? !algorithm.isCombinable() : whole) {
      throw S3Error.INVALID_REQUEST.exception(
          "%s cannot be %s".formatted(algorithm, fullObject ? FULL_OBJECT : COMPOSITE));
    }
    return new UploadChecksum(algorithm, fullObject);
  }

  String type() {
    return fullObject ? FULL_OBJECT : COMPOSITE;
  }

  /** Of the whole object; empty when a part came without one. */
  Optional<String> of(List<Part> parts) {
    if (parts.stream().anyMatch(part -> part.checksum().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        fullObject
            ? PartChecksums.fullObject(
                algorithm,
                parts.stream()
                    .map(part -> new PartChecksums.Part(part.checksum().orElseThrow(), part.size()))
                    .toList())
            : PartChecksums.composite(
                algorithm, parts.stream().map(part -> part.checksum().orElseThrow()).toList()));
  }
}
