package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.bytes.UploadBody;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bytes of a part as they arrive.
 *
 * @param bytes of a length that is known
 * @param checksum of the algorithm of the upload; asked for once the bytes have been read
 */
public record PartBody(UploadBody bytes, Supplier<Optional<String>> checksum) {

  /** Without a checksum. */
  public static PartBody of(UploadBody bytes) {
    return new PartBody(bytes, Optional::empty);
  }
}
