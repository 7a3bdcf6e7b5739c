package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.checksum.RunningChecksum;
import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holds a trailer to what was announced, to its signature, and to the bytes that came before. */
final class TrailerCheck {

  private final Map<String, RunningChecksum> checksums = new TreeMap<>();
  private final Optional<ChunkSignatures> signatures;

  /**
   * Of a body of which nothing has passed yet.
   *
   * @param announced the checksums that must be there, and no others
   * @param signatures if the trailer must be signed, too
   */
  TrailerCheck(Set<ChecksumAlgorithm> announced, Optional<ChunkSignatures> signatures) {
    announced.forEach(each -> checksums.put(each.header(), each.running()));
    this.signatures = signatures;
  }

  void update(byte[] bytes, int offset, int length) {
    checksums.values().forEach(each -> each.update(bytes, offset, length));
  }

  /** The trailer's checksums, which are right. */
  Map<String, String> verify(Trailer trailer) throws S3BodyException {
    if (!trailer.fields().keySet().equals(checksums.keySet())) {
      throw Trailer.malformed("It must have exactly what x-amz-trailer announced");
    }
    verifySignature(trailer);
    for (Map.Entry<String, RunningChecksum> each : checksums.entrySet()) {
      if (!each.getValue().base64().equals(trailer.fields().get(each.getKey()))) {
        throw S3Error.BAD_DIGEST.inBody(
            "The body is not the one that " + each.getKey() + " was made of");
      }
    }
    return Map.copyOf(trailer.fields());
  }

  private void verifySignature(Trailer trailer) throws S3BodyException {
    if (signatures.isEmpty() && trailer.signature().isPresent()) {
      throw Trailer.malformed("It has a signature that nothing was said of");
    }
    if (signatures.isPresent()
        && !signatures.get().acceptTrailer(trailer.canonical(), trailer.signature().orElse(""))) {
      throw S3Error.SIGNATURE_MISMATCH.inBody("The signature of the trailer is not right");
    }
  }
}
